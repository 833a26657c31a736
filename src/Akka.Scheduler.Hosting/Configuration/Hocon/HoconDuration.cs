using System.Globalization;

namespace Akka.Scheduler.Hosting.Configuration.Hocon;

/// <summary>
/// A duration with its unit: <c>10s</c>, <c>250ms</c>, <c>5 minutes</c>, <c>1.5h</c>. HOCON reads a bare number as milliseconds; here
/// it is refused, because <c>5</c> meant as seconds would pass unseen. Only 0 needs no unit.
/// </summary>
internal static class HoconDuration
{
    private static readonly (string Unit, decimal Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay), ("day", TimeSpan.TicksPerDay), ("days", TimeSpan.TicksPerDay),
        ("h", TimeSpan.TicksPerHour), ("hour", TimeSpan.TicksPerHour), ("hours", TimeSpan.TicksPerHour),
        ("m", TimeSpan.TicksPerMinute), ("minute", TimeSpan.TicksPerMinute), ("minutes", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond), ("second", TimeSpan.TicksPerSecond), ("seconds", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond), ("milli", TimeSpan.TicksPerMillisecond), ("millis", TimeSpan.TicksPerMillisecond),
        ("millisecond", TimeSpan.TicksPerMillisecond), ("milliseconds", TimeSpan.TicksPerMillisecond),
        ("us", TimeSpan.TicksPerMicrosecond), ("micro", TimeSpan.TicksPerMicrosecond), ("micros", TimeSpan.TicksPerMicrosecond),
        ("microsecond", TimeSpan.TicksPerMicrosecond), ("microseconds", TimeSpan.TicksPerMicrosecond),
        ("ns", 0.01m), ("nano", 0.01m), ("nanos", 0.01m), ("nanosecond", 0.01m), ("nanoseconds", 0.01m),
    ];

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (!HoconQuantity.TrySplit(text, out var number, out var unit))
            return false;
        if (unit.Length == 0)
            return number == 0;
        var known = Array.Find(Units, candidate => candidate.Unit == unit);
        if (known.Unit is null || Math.Abs(number) > long.MaxValue / known.Ticks)
            return false;
        duration = TimeSpan.FromTicks((long)(number * known.Ticks));
        return true;
    }

    /// <summary>The duration in the largest unit that needs no fraction.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
            return "0s";
        string[] exact = ["d", "h", "m", "s", "ms", "us"];
        var unit = Array.Find(exact, candidate => duration.Ticks % (long)TicksOf(candidate) == 0);
        return unit is null
            ? string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks * 100}ns")
            : string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / (long)TicksOf(unit)}{unit}");
    }

    private static decimal TicksOf(string unit) => Array.Find(Units, candidate => candidate.Unit == unit).Ticks;
}
