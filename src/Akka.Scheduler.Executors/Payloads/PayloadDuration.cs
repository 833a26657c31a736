using System.Globalization;
using System.Xml;

namespace Akka.Scheduler.Executors.Payloads;

/// <summary>Durations as they stand in payloads: a number with <c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>, or ISO 8601.</summary>
internal static class PayloadDuration
{
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        try
        {
            if (text.StartsWith('P'))
            {
                duration = XmlConvert.ToTimeSpan(text);
                return true;
            }

            var digits = text.AsSpan().TrimEnd("abcdefghijklmnopqrstuvwxyz");
            if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
            if (Unit(text.AsSpan(digits.Length)) is not { } unit) return false;
            duration = unit * number;
            return true;
        }
        catch (Exception fault) when (fault is FormatException or OverflowException)
        {
            return false;
        }
    }

    private static TimeSpan? Unit(ReadOnlySpan<char> text) => text switch
    {
        "ms" => TimeSpan.FromMilliseconds(1),
        "s" => TimeSpan.FromSeconds(1),
        "m" => TimeSpan.FromMinutes(1),
        "h" => TimeSpan.FromHours(1),
        "d" => TimeSpan.FromDays(1),
        _ => null,
    };
}
