namespace Akka.Scheduler.Storage.PostgreSql.Commit;

/// <summary>An instant as PostgreSQL keeps it: microseconds since the year 2000. The first and the last one are its infinities, as for a <see cref="DateTime"/>.</summary>
/// <remarks>The columns of a commit are sent so, because Npgsql looks at the kind of every <see cref="DateTime"/> of an array before it writes any.</remarks>
internal static class StoredInstant
{
    private static readonly long Epoch = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    /// <summary>The instant, rounded towards 2000.</summary>
    public static long Of(DateTimeOffset instant) => instant.UtcTicks switch
    {
        0 => long.MinValue,
        var ticks when ticks == DateTime.MaxValue.Ticks => long.MaxValue,
        var ticks => (ticks - Epoch) / TimeSpan.TicksPerMicrosecond,
    };

    /// <summary>The instant, if there is one.</summary>
    public static long? Of(DateTimeOffset? instant) => instant is { } known ? Of(known) : null;
}
