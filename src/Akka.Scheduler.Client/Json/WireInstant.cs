using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Akka.Scheduler.Client.Json;

/// <summary>Instants as text: RFC 3339, written in UTC with milliseconds, or as many digits more as it takes to be exact.</summary>
public static partial class WireInstant
{
    /// <summary>Writes an instant.</summary>
    /// <param name="value">The instant, in any offset.</param>
    /// <returns>For example <c>2026-03-01T08:00:00.000Z</c>.</returns>
    public static string Format(DateTimeOffset value)
    {
        var format = (value.Ticks % TimeSpan.TicksPerMillisecond, value.Ticks % TimeSpan.TicksPerMicrosecond) switch
        {
            (0, _) => "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
            (_, 0) => "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'",
            _ => "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'",
        };
        return value.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>Reads an instant; its offset must be given, so that no local time slips in.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The instant, in UTC.</param>
    /// <param name="error">What is wrong and what to write instead; null when it was read.</param>
    /// <returns>Whether it was read.</returns>
    public static bool TryParse(string? text, out DateTimeOffset value, [NotNullWhen(false)] out string? error)
    {
        value = default;
        error = null;
        if (text is not null && Rfc3339().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
        {
            value = parsed.ToUniversalTime();
            return true;
        }

        error = text is not null && WithoutOffset().IsMatch(text)
            ? $"'{text}' has no offset: write \"{text}Z\" for UTC."
            : $"'{text}' is not an instant: write RFC 3339 in UTC, for example \"2026-03-01T08:00:00Z\".";
        return false;
    }

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex Rfc3339();

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?\z")]
    private static partial Regex WithoutOffset();
}
