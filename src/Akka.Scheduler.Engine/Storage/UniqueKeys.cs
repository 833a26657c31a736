using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Engine.Storage;

/// <summary>Who has which unique key. Keys are taken and given back by the batches of shards alone (<see cref="ShardBatch.Claims"/>, <see cref="ShardBatch.Releases"/>).</summary>
public interface IUniqueKeyStore
{
    /// <summary>The holders of those of <paramref name="keys"/> that somebody has, or that stay taken after their holder's end.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    Task<IReadOnlyList<KeyHolder>> FindAsync(IReadOnlyList<string> keys, CancellationToken cancel);
}

/// <summary>Who has a unique key.</summary>
/// <param name="Key">The key.</param>
/// <param name="Task">The task that has it, or had it last.</param>
/// <param name="Until">When it is free, if that task has ended.</param>
public sealed record KeyHolder(string Key, TaskId Task, DateTimeOffset? Until)
{
    /// <summary>Whether <paramref name="task"/> may not have it.</summary>
    public bool IsInTheWayOf(TaskId task, DateTimeOffset now) => Task != task && !(Until <= now);
}

/// <summary>A task of the batch takes a key: one that nobody has, that is free by now, or that it had itself. Otherwise nothing of the batch is applied.</summary>
/// <param name="Key">The key.</param>
/// <param name="Task">The task.</param>
/// <param name="At">The batch's instant, by its owner's clock.</param>
public readonly record struct UniqueClaim(string Key, TaskId Task, DateTimeOffset At);

/// <summary>A task of the batch ends and gives its key back, if it has it.</summary>
/// <param name="Key">The key.</param>
/// <param name="Task">The task.</param>
/// <param name="Until">Until when the key stays taken all the same; absent: it is free.</param>
public readonly record struct UniqueRelease(string Key, TaskId Task, DateTimeOffset? Until);

/// <summary>A claim that could not be had.</summary>
/// <param name="Key">The key.</param>
/// <param name="Task">Who claimed it.</param>
/// <param name="Holder">Who has it.</param>
public sealed record TakenKey(string Key, TaskId Task, TaskId Holder);
