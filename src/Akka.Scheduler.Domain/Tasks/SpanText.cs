using System.Globalization;

namespace Akka.Scheduler.Domain.Tasks;

/// <summary>Times as people read them in an error: as they are written in requests.</summary>
public static class SpanText
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond),
    ];

    /// <summary>The largest unit that is exact, or milliseconds: <c>90s</c>, <c>2h</c>, <c>500ms</c>.</summary>
    public static string Of(TimeSpan span)
    {
        foreach (var (unit, ticks) in Units)
        {
            if (span != TimeSpan.Zero && span.Ticks % ticks == 0) return string.Create(CultureInfo.InvariantCulture, $"{span.Ticks / ticks}{unit}");
        }

        return string.Create(CultureInfo.InvariantCulture, $"{(decimal)span.Ticks / TimeSpan.TicksPerMillisecond}ms");
    }

    /// <summary>An instant in UTC to the millisecond: <c>2026-03-01T08:00:00.000Z</c>.</summary>
    public static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
