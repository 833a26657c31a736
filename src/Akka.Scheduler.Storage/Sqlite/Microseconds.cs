namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>Instants as they are stored: whole microseconds since 1970 in UTC. What is finer is cut off, towards the past.</summary>
internal static class Microseconds
{
    private static readonly long Epoch = DateTimeOffset.UnixEpoch.UtcTicks / TimeSpan.TicksPerMicrosecond;

    // Ticks of an instant are never negative, so the division cuts towards the past before 1970 too.
    public static long Of(DateTimeOffset instant) => (instant.UtcTicks / TimeSpan.TicksPerMicrosecond) - Epoch;

    public static long? Of(DateTimeOffset? instant) => instant is { } at ? Of(at) : null;

    public static DateTimeOffset ToInstant(long stored) => new((stored + Epoch) * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}
