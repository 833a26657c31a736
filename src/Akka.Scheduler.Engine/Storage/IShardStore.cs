using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Storage;

/// <summary>A shard's own rows. Every call names its shard, so shards can live in different databases.</summary>
/// <remarks>Reads throw <see cref="StoreUnavailableException"/> when the store cannot be reached; commits answer by value.</remarks>
public interface IShardStore
{
    /// <summary>Applies a batch behind the shard's fence. Never throws for anything that the store or the network does.</summary>
    /// <remarks>Implementations join the batches of several shards into one transaction; one fenced shard does not fail its neighbours.</remarks>
    Task<CommitOutcome> CommitAsync(ShardBatch batch, CancellationToken cancel);

    /// <summary>All tasks with an open attempt.</summary>
    Task<IReadOnlyList<TaskSnapshot>> LoadRunningAsync(int shard, CancellationToken cancel);

    /// <summary>The lanes in which any task waits, in no order. There may be some among them in which none does.</summary>
    Task<IReadOnlyList<LaneKey>> LoadLanesAsync(int shard, CancellationToken cancel);

    /// <summary>
    /// Tasks that wait (<see cref="TaskState.Pending"/>, <see cref="TaskState.Retrying"/>), a page of each of some lanes, by (next start, id). However
    /// many there are, it is one call to the store.
    /// </summary>
    /// <returns>One list for each of <paramref name="pages"/>, in their order; fewer tasks than its limit mean that there are no more.</returns>
    Task<IReadOnlyList<IReadOnlyList<TaskSnapshot>>> LoadWaitingAsync(int shard, IReadOnlyList<LanePage> pages, CancellationToken cancel);

    /// <summary>Those of <paramref name="ids"/> that exist, live or finished.</summary>
    Task<IReadOnlyList<TaskSnapshot>> FindAsync(int shard, IReadOnlyList<TaskId> ids, CancellationToken cancel);

    /// <summary>The oldest inbox rows of a shard, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<InboxRow>> ReadInboxAsync(int shard, int limit, CancellationToken cancel);
}

/// <summary>A place in the order of waiting tasks: everything up to and including it has been seen.</summary>
/// <param name="NextStartAt">First by next start.</param>
/// <param name="Id">Then by id, compared ordinally; empty: before all ids.</param>
public readonly record struct WaitingPosition(DateTimeOffset NextStartAt, TaskId Id)
{
    /// <summary>Before everything.</summary>
    public static WaitingPosition Start { get; } = new(DateTimeOffset.UnixEpoch, default);
}

/// <summary>A task that was accepted without its shard's owner.</summary>
/// <param name="Position">Rises; names the row.</param>
/// <param name="Spec">What was asked for.</param>
public sealed record InboxRow(long Position, TaskSpec Spec);

/// <summary>The store cannot be reached, or did not answer in time.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
