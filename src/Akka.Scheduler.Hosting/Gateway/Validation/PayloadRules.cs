using System.Text.Json;
using System.Text.Unicode;

namespace Akka.Scheduler.Hosting.Gateway.Validation;

/// <summary>What a payload may be, whatever its executor: text that every store and every reader of JSON can take.</summary>
internal static class PayloadRules
{
    /// <summary>How deep objects and lists may nest. A page of tasks nests its payloads a little deeper, and must stay readable.</summary>
    public const int MaxDepth = 32;

    /// <summary>What is wrong with JSON that has been read once already, or <see langword="null"/>.</summary>
    public static string? Problem(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty) return null;
        if (!Utf8.IsValid(json)) return "must be valid UTF-8";
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            var opens = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
            if (reader.CurrentDepth + (opens ? 1 : 0) > MaxDepth) return $"nests deeper than {MaxDepth} levels";
            if (reader.ValueIsEscaped && EscapeProblem(ref reader) is { } problem) return problem;
        }

        return null;
    }

    private static string? EscapeProblem(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!.Contains('\0') ? "must not hold the character U+0000" : null;
        }
        catch (InvalidOperationException)
        {
            return "must be valid Unicode; it holds half of a surrogate pair";
        }
    }
}
