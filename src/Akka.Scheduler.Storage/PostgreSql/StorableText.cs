using System.Diagnostics.CodeAnalysis;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>Text as the database can hold it: U+0000 and halves of surrogate pairs, which it refuses, become U+FFFD.</summary>
/// <remarks>Such characters come from outside (a program's output, a payload); one of them must not keep a task from being recorded.</remarks>
internal static class StorableText
{
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text) =>
        text is null || (!text.Contains('\0') && text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0) ? text : Repair(text);

    private static string Repair(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            var paired = char.IsHighSurrogate(source[i])
                ? i + 1 < source.Length && char.IsLowSurrogate(source[i + 1])
                : char.IsLowSurrogate(source[i]) && i > 0 && char.IsHighSurrogate(source[i - 1]);
            span[i] = source[i] == '\0' || (char.IsSurrogate(source[i]) && !paired) ? '\uFFFD' : source[i];
        }
    });
}
