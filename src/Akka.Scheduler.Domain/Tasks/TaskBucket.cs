namespace Akka.Scheduler.Domain.Tasks;

/// <summary>Parts the tasks of a queue by what may hold them up for long, so that those that wait for something else do not wait behind them.</summary>
/// <remarks>
/// Tasks that need another executor or other labels of a worker, or that belong to another fairness key, or that share a limit by another concurrency key, fall into different buckets, but for
/// chance: there are 4,096. What is stored with a task counts, so the function may change; tasks of a store that had no buckets are in bucket 0.
/// </remarks>
public static class TaskBucket
{
    /// <summary>How many there are.</summary>
    public const int Count = 4_096;

    private const ulong ExecutorSalt = 0;
    private const ulong LabelSalt = 1;
    private const ulong FairnessSalt = 2;
    private const ulong LimitSalt = 3;

    /// <summary>Where a new task falls, 0 to 4,095.</summary>
    public static int Of(TaskTemplate template)
    {
        var hash = StableHash.Of(template.Executor, ExecutorSalt);
        // A sum, since labels have no order.
        foreach (var (key, value) in template.Requires) hash += StableHash.Of(value, StableHash.Of(key, LabelSalt));
        if (template.FairShare is { } share) hash += StableHash.Of(share, FairnessSalt);
        if (template.Limit is { } limit) hash += StableHash.Of(limit.Key, LimitSalt);
        return (int)((hash ^ (hash >> 32)) % Count);
    }
}
