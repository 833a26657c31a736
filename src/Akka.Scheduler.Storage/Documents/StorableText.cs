using System.Diagnostics.CodeAnalysis;

namespace Akka.Scheduler.Storage.Documents;

/// <summary>
/// Text as a database takes it. What programs print may hold U+0000, which neither database keeps, or half a surrogate pair, which no
/// encoding has; either would refuse the whole batch for ever and so stop its shard.
/// </summary>
internal static class StorableText
{
    /// <summary><paramref name="text"/> with U+FFFD in the place of each such character; the same instance where there is none.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text)
    {
        if (text is null || !IsSuspect(text)) return text;
        return string.Create(text.Length, text, static (clean, source) =>
        {
            for (var at = 0; at < source.Length; at++)
            {
                if (char.IsHighSurrogate(source[at]) && at + 1 < source.Length && char.IsLowSurrogate(source[at + 1]))
                {
                    clean[at] = source[at];
                    clean[++at] = source[at];
                }
                else
                {
                    clean[at] = source[at] == '\0' || char.IsSurrogate(source[at]) ? '\uFFFD' : source[at];
                }
            }
        });
    }

    private static bool IsSuspect(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('\uD800', '\uDFFF') >= 0 || text.Contains('\0');
}
