namespace Akka.Scheduler.Domain.Ids;

/// <summary>The one rule for ids that callers choose: 1 to 200 characters out of letters, digits and <c>-_.:@/+=~</c>, ASCII only.</summary>
/// <remarks>Such an id survives a URL path segment after escaping, a log line and a shell word unharmed.</remarks>
public static class IdText
{
    /// <summary>The longest id, in characters.</summary>
    public const int MaxLength = 200;

    private static readonly System.Buffers.SearchValues<char> Allowed =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:@/+=~");

    /// <summary>Says what is wrong with <paramref name="text"/> as an id, or <see langword="null"/> when it is well formed.</summary>
    public static string? Problem(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "must not be empty";
        if (text is "." or "..") return "must not be '.' or '..', which no address can end with";
        if (text.Length > MaxLength) return $"must be at most {MaxLength} characters long, and has {text.Length}";
        var at = text.AsSpan().IndexOfAnyExcept(Allowed);
        return at < 0 ? null : $"may hold letters, digits and -_.:@/+=~ only; the character at position {at + 1} is U+{(int)text[at]:X4}";
    }
}
