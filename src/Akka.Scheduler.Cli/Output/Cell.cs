using System.Globalization;
using System.Text.Json;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Cli.Output;

/// <summary>How values look in tables.</summary>
internal static class Cell
{
    public static string? Of(DateTimeOffset? instant) =>
        instant?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string? Of(TimeSpan? duration) => duration is { } value ? WireDuration.Format(value) : null;

    public static string? Of(double? number) => number?.ToString("0.###", CultureInfo.InvariantCulture);

    public static string? Of(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private const int LongestJson = 2_000;

    public static string? Of(JsonElement? json)
    {
        var text = json?.GetRawText();
        return text is null || text.Length <= LongestJson ? text : string.Create(CultureInfo.InvariantCulture, $"{text[..LongestJson]}… ({text.Length} characters; -o json shows them all)");
    }

    public static string? Of(IReadOnlyDictionary<string, string>? labels) =>
        labels is { Count: > 0 } ? string.Join(' ', labels.Select(label => $"{label.Key}={label.Value}")) : null;

    public static string? Of(IReadOnlyList<string>? words) => words is { Count: > 0 } ? string.Join(", ", words) : null;

    public static string? Of<T>(T? word)
        where T : struct, Enum => word is { } value ? WireEnum.Name(value) : null;

    /// <summary>On one line, and no longer than a table can bear.</summary>
    public static string? Short(string? text, int longest = 60)
    {
        if (text is null) return null;
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= longest ? line : line[..(longest - 1)] + "…";
    }
}
