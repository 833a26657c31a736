using System.Text.Json;
using System.Text.RegularExpressions;

namespace Akka.Scheduler.Client.Json;

/// <summary>What is wrong with a JSON text, in the words of the contract instead of the reader's own.</summary>
/// <param name="Field">The member at fault, for example <c>tasks[3].retry.maxRetries</c>; null when the whole text is.</param>
/// <param name="Detail">The fault in words, with its remedy.</param>
public sealed partial record WireFault(string? Field, string Detail)
{
    /// <summary>Puts a reader's exception into the contract's words.</summary>
    /// <param name="exception">What reading with <see cref="WireJson"/> threw.</param>
    /// <returns>The fault.</returns>
    public static WireFault From(JsonException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var field = exception.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..]
            : exception.Path is { Length: > 1 } other ? other[1..] : null;
        var message = exception.Message;
        if (Unmapped().Match(message) is { Success: true } unmapped)
        {
            var name = unmapped.Groups[1].Value;
            return new WireFault(Ending(field, name), $"'{name}' is not a field here: correct its name or leave it out.");
        }

        if (Missing().Match(message) is { Success: true } missing)
        {
            var names = missing.Groups[1].Value.Replace("'", string.Empty, StringComparison.Ordinal);
            var first = names.Split(", ")[0];
            return new WireFault(field is null ? first : $"{field}.{first}", $"Required and not given: {names}.");
        }

        if (Duplicate().Match(message) is { Success: true } duplicate)
            return new WireFault(Ending(field, duplicate.Groups[1].Value), $"'{duplicate.Groups[1].Value}' is given twice: leave one out.");
        if (exception.InnerException?.Message is { } inner && (inner.Contains("UTF-16", StringComparison.Ordinal) || inner.Contains("UTF-8", StringComparison.Ordinal)))
            return new WireFault(field, "The text is not valid Unicode: send UTF-8, and surrogates in pairs only.");
        if (WrongType().IsMatch(message))
            return new WireFault(field, $"The value is of the wrong kind or out of range: expected {KindOf(exception)}.");
        if (NullEntry().Match(message) is { Success: true } entry) return new WireFault(Ending(field, entry.Groups[1].Value), message);
        if (NullRefused().Match(message) is { Success: true } refused)
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(refused.Groups[1].Value);
            return new WireFault(Ending(field, name), $"'{name}' must not be null: give a value.");
        }

        return new WireFault(field, Reworded(message) ?? Position().Replace(message, string.Empty));
    }

    // What the reader says of its own options helps nobody who sent the text.
    private static string? Reworded(string message) => message switch
    {
        _ when message.Contains("does not contain any JSON tokens", StringComparison.Ordinal) => "There is no JSON: the body is empty.",
        _ when message.Contains("Expected depth to be zero", StringComparison.Ordinal) => "The JSON ends too early: an object or array is not closed.",
        _ when message.Contains("trailing comma", StringComparison.Ordinal) => "A comma stands before the closing bracket: take it out.",
        _ when message.StartsWith("Duplicate properties", StringComparison.Ordinal) => "It is given twice: leave one out.",
        _ when DepthExceeded().Match(message) is { Success: true } depth => $"It nests deeper than {depth.Groups[1].Value} levels.",
        _ => null,
    };

    private static string Ending(string? field, string name) =>
        field is null ? name
        : field == name || field.EndsWith("." + name, StringComparison.Ordinal) ? field
        : $"{field}.{name}";

    // The reader names the kind it wanted only in its inner exception; the outer one may name the type that holds the member.
    private static string KindOf(JsonException exception)
    {
        var said = exception.InnerException?.Message ?? WrongType().Match(exception.Message).Groups[1].Value;
        return said switch
        {
            _ when said.Contains("Int32", StringComparison.Ordinal) => "a whole number between -2147483648 and 2147483647",
            _ when said.Contains("Int64", StringComparison.Ordinal) => "a whole number",
            _ when said.Contains("as a number", StringComparison.Ordinal) => "a number",
            _ when said.Contains("Double", StringComparison.Ordinal) => "a number",
            _ when said.Contains("boolean", StringComparison.OrdinalIgnoreCase) => "true or false",
            _ when said.Contains("as a string", StringComparison.Ordinal) => "a string",
            _ when said.Contains("Dictionary", StringComparison.Ordinal) => "an object of strings",
            _ when said.Contains("List", StringComparison.Ordinal) => "an array",
            _ => "an object",
        };
    }

    [GeneratedRegex("^The JSON property '(.+?)' could not be mapped")]
    private static partial Regex Unmapped();

    [GeneratedRegex("missing required properties including: (.+?)\\.( Path: |$)")]
    private static partial Regex Missing();

    [GeneratedRegex("^Duplicate property '(.+?)' encountered")]
    private static partial Regex Duplicate();

    [GeneratedRegex("^The JSON value could not be converted to (.+?)\\.( Path: |$)")]
    private static partial Regex WrongType();

    [GeneratedRegex("(?:property|parameter) '(.+?)' (?:.*)(?:doesn't allow|does not allow|disallows) (?:setting )?null")]
    private static partial Regex NullRefused();

    [GeneratedRegex("^'(.+)' must not be null: give ")]
    private static partial Regex NullEntry();

    [GeneratedRegex("maximum configured depth of ([0-9]+) has been exceeded")]
    private static partial Regex DepthExceeded();

    [GeneratedRegex(@"( Path: \S+ \|)? LineNumber: .*$")]
    private static partial Regex Position();
}
