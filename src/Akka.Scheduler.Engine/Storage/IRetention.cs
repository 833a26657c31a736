namespace Akka.Scheduler.Engine.Storage;

/// <summary>Makes room: opens the partitions of the days to come, and drops what is past its time.</summary>
public interface IRetention
{
    /// <summary>Opens partitions for today and the next days, so that no insert ever waits for one.</summary>
    Task PrepareAsync(DateTimeOffset now, CancellationToken cancel);

    /// <summary>Drops what is older than the limits allow.</summary>
    /// <returns>What was dropped, for the log: one line a partition or table.</returns>
    Task<IReadOnlyList<string>> DropAsync(RetentionLimits limits, DateTimeOffset now, CancellationToken cancel);
}

/// <summary>How long things are kept. Rounded up to whole days, since days are dropped at once.</summary>
/// <param name="Finished">Finished tasks, occurrences and idempotency keys, from their end or making. Unique keys that stay taken after their task's end go when they are free.</param>
/// <param name="History">History entries.</param>
/// <param name="Logs">Captured output.</param>
public sealed record RetentionLimits(TimeSpan Finished, TimeSpan History, TimeSpan Logs);
