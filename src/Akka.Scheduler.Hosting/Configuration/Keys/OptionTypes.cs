using System.Globalization;
using Akka.Scheduler.Hosting.Configuration.Hocon;

namespace Akka.Scheduler.Hosting.Configuration.Keys;

/// <summary>The types that keys are made of.</summary>
internal static class OptionTypes
{
    public static OptionType<bool> Boolean { get; } = new TextType<bool>("true or false", TryBoolean, value => value ? "true" : "false");

    /// <summary>A name that goes into ids, metrics and file names.</summary>
    public static OptionType<string> Name { get; } = new TextType<string>(
        "a name of 1 to 64 letters, digits, '.', '_' or '-'",
        TryAny,
        Quote,
        value => value.Length is > 0 and <= 64 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
            ? null
            : "the name is empty, too long or has other characters");

    /// <summary>A directory or file name.</summary>
    public static OptionType<string> FilePath { get; } = new TextType<string>(
        "a path", TryAny, Quote, value => value.Length > 0 && !value.Contains('\0') ? null : "the path is empty");

    public static OptionType<BindAddress> Address { get; } = new TextType<BindAddress>(
        "host:port, such as 127.0.0.1:8080 or [::1]:8080 (port 0 picks a free one)",
        BindAddress.TryParse,
        value => Quote(value.ToString()));

    public static OptionType<int> Integer(int min, int max) => new TextType<int>(
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"),
        (text, out value) => int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value),
        value => value.ToString(CultureInfo.InvariantCulture),
        value => Range(value, min, max, bound => bound.ToString(CultureInfo.InvariantCulture)));

    public static OptionType<double> Number(double min, double max) => new TextType<double>(
        string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}"),
        (text, out value) => double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out value),
        FormatNumber,
        value => double.IsNaN(value) ? "it is not a number" : Range(value, min, max, FormatNumber));

    public static OptionType<TimeSpan> Duration(string min, string max)
    {
        var (from, to) = (DurationOf(min), DurationOf(max));
        return new TextType<TimeSpan>(
            $"a duration with its unit, from {min} to {max}, such as {Example(from, to)}",
            HoconDuration.TryParse,
            HoconDuration.Format,
            value => Range(value, from, to, HoconDuration.Format));
    }

    /// <summary>A duration, or <c>infinite</c>, which is null in code.</summary>
    public static OptionType<Endless> DurationOrInfinite(string min, string max)
    {
        var (from, to) = (DurationOf(min), DurationOf(max));
        return new TextType<Endless>(
            $"a duration with its unit, from {min} to {max}, such as {Example(from, to)}, or infinite",
            Endless.TryParse,
            value => value.Format(),
            value => value.Duration is { } duration ? Range(duration, from, to, HoconDuration.Format) : null);
    }

    public static OptionType<long> Size(string min, string max)
    {
        var (from, to) = (SizeOf(min), SizeOf(max));
        return new TextType<long>(
            $"a size from {min} to {max}, such as {max}",
            HoconSize.TryParse,
            HoconSize.Format,
            value => Range(value, from, to, HoconSize.Format));
    }

    /// <summary>One of an enumeration's names, in lower case.</summary>
    public static OptionType<T> OneOf<T>()
        where T : struct, Enum => new TextType<T>(
            $"one of {string.Join(", ", Enum.GetValues<T>().Select(Word))}",
            (text, out value) => TryWord(text, out value),
            Word,
            value => Enum.IsDefined(value) ? null : "the value is none of the enumeration");

    public static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    /// <summary>Reads one of an enumeration's names, in any case.</summary>
    public static bool TryWord<T>(string text, out T value)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            value = candidate;
            if (Word(candidate).Equals(text.Trim(), StringComparison.OrdinalIgnoreCase))
                return true;
        }

        value = default;
        return false;
    }

    public static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static bool TryBoolean(string text, out bool value)
    {
        value = text.Trim() is "true" or "yes" or "on";
        return value || text.Trim() is "false" or "no" or "off";
    }

    private static bool TryAny(string text, out string value)
    {
        value = text;
        return true;
    }

    private static string? Range<T>(T value, T min, T max, Func<T, string> format)
        where T : IComparable<T> =>
        value.CompareTo(min) < 0 ? $"{format(value)} is below {format(min)}"
        : value.CompareTo(max) > 0 ? $"{format(value)} is above {format(max)}"
        : null;

    private static string FormatNumber(double value) => value.ToString("0.0###", CultureInfo.InvariantCulture);

    private static string Example(TimeSpan from, TimeSpan to) =>
        from <= TimeSpan.FromSeconds(10) && to >= TimeSpan.FromSeconds(10) ? "10s" : HoconDuration.Format(to);

    private static TimeSpan DurationOf(string text) =>
        HoconDuration.TryParse(text, out var value) ? value : throw new ArgumentException($"not a duration: {text}", nameof(text));

    private static long SizeOf(string text) =>
        HoconSize.TryParse(text, out var value) ? value : throw new ArgumentException($"not a size: {text}", nameof(text));
}
