using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Storage;

/// <summary>The door that never needs a shard's owner: insert-only, durable when the call returns, taken up by the owner in its next batch.</summary>
public interface IInboxStore
{
    /// <summary>Accepts tasks. One row a task id: a second insert of an id that still waits in the inbox changes nothing.</summary>
    /// <exception cref="StoreUnavailableException">Nobody knows whether the rows are there; the same call may be made again.</exception>
    Task InsertAsync(IReadOnlyList<InboxInsert> rows, CancellationToken cancel);

    /// <summary>The shards that have rows waiting.</summary>
    Task<IReadOnlyList<int>> ShardsWithRowsAsync(CancellationToken cancel);
}

/// <summary>A row to insert.</summary>
/// <param name="Shard">The shard of the task's id.</param>
/// <param name="Spec">What was asked for.</param>
public sealed record InboxInsert(int Shard, TaskSpec Spec);
