namespace Akka.Scheduler.Engine;

/// <summary>The wall clock at the store's resolution, so that what is decided now compares equal to what is read back later.</summary>
public static class EngineClock
{
    /// <summary>Now, in UTC, rounded down to a microsecond.</summary>
    public static DateTimeOffset Now(TimeProvider time) => Truncate(time.GetUtcNow());

    /// <summary><paramref name="instant"/> in UTC, rounded down to a microsecond.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset instant)
    {
        var ticks = instant.UtcTicks;
        return new(ticks - (ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }
}
