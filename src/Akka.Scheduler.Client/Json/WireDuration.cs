using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Akka.Scheduler.Client.Json;

/// <summary>
/// Durations as text. Read: a number and a unit (<c>250ms 10s 5m 2h 1d</c>, decimals allowed), or ISO 8601 in days, hours, minutes and
/// seconds (<c>PT10S</c>, <c>P1DT2H</c>). Written: the largest unit that is exact. Never negative.
/// </summary>
public static partial class WireDuration
{
    private const string Remedy =
        "write a number and one of ms, s, m, h, d (\"250ms\", \"10s\", \"5m\", \"2h\", \"1d\"), or ISO 8601 (\"PT10S\")";

    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond),
    ];

    /// <summary>Writes a duration in its short form.</summary>
    /// <param name="value">Zero or more.</param>
    /// <returns>For example <c>90s</c>, <c>2h</c>, <c>0.5ms</c>; zero is <c>0s</c>.</returns>
    public static string Format(TimeSpan value)
    {
        if (value == TimeSpan.Zero) return "0s";
        foreach (var (unit, ticks) in Units)
        {
            if (value.Ticks % ticks == 0) return string.Create(CultureInfo.InvariantCulture, $"{value.Ticks / ticks}{unit}");
        }

        return string.Create(CultureInfo.InvariantCulture, $"{(decimal)value.Ticks / TimeSpan.TicksPerMillisecond}ms");
    }

    /// <summary>Reads a duration.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The duration; to the nearest 100 nanoseconds.</param>
    /// <param name="error">What is wrong and what to write instead; null when it was read.</param>
    /// <returns>Whether it was read.</returns>
    public static bool TryParse(string? text, out TimeSpan value, [NotNullWhen(false)] out string? error)
    {
        value = default;
        if (string.IsNullOrWhiteSpace(text))
        {
            error = $"'' is not a duration: {Remedy}.";
            return false;
        }

        if (text[0] == '-')
        {
            error = $"'{text}' is negative: a duration is zero or more; {Remedy}.";
            return false;
        }

        var ticks = Short().Match(text) is { Success: true } plain ? OfShort(plain)
            : Iso().Match(text) is { Success: true } iso && iso.Groups.Values.Skip(1).Any(part => part.Success) ? OfIso(iso)
            : null;
        error = ticks switch
        {
            null when IsNumber(text) => $"'{text}' has no unit: write \"{text}s\" for seconds or \"{text}ms\" for milliseconds.",
            null => $"'{text}' is not a duration: {Remedy}.",
            > long.MaxValue => $"'{text}' is longer than {TimeSpan.MaxValue.Days} days: give a shorter duration.",
            _ => null,
        };
        if (error is not null) return false;
        value = new TimeSpan((long)ticks!.Value);
        return true;
    }

    private static decimal? OfShort(Match match)
    {
        var unit = Array.Find(Units, candidate => candidate.Unit == match.Groups["unit"].Value);
        return Ticks(match.Groups["number"].Value, unit.Ticks);
    }

    private static decimal? OfIso(Match match) =>
        Ticks(match.Groups["d"].Value, TimeSpan.TicksPerDay) + Ticks(match.Groups["h"].Value, TimeSpan.TicksPerHour)
        + Ticks(match.Groups["m"].Value, TimeSpan.TicksPerMinute) + Ticks(match.Groups["s"].Value, TimeSpan.TicksPerSecond);

    // The patterns admit at most 15 digits before the point and 9 after it, so nothing here can overflow a decimal.
    private static decimal Ticks(string number, long unit) =>
        number.Length == 0 ? 0 : Math.Round(decimal.Parse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * unit);

    private static bool IsNumber(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    [GeneratedRegex(@"\A(?<number>[0-9]{1,15}(\.[0-9]{1,9})?)(?<unit>ms|s|m|h|d)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Short();

    [GeneratedRegex(
        @"\AP((?<d>[0-9]{1,15})D)?(T(?=[0-9])((?<h>[0-9]{1,15})H)?((?<m>[0-9]{1,15})M)?((?<s>[0-9]{1,15}(\.[0-9]{1,9})?)S)?)?\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Iso();
}
