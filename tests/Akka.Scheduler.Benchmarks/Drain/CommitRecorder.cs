using System.Collections.Concurrent;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Benchmarks.Drain;

/// <summary>Keeps every batch that the store has taken, so that the same writes can be made again with nothing around them.</summary>
internal sealed class CommitRecorder(IShardStore store) : IShardStore
{
    private readonly ConcurrentQueue<ShardBatch> _applied = new();

    /// <summary>The batches so far, in the order in which their ends were heard of.</summary>
    public IReadOnlyCollection<ShardBatch> Applied => _applied;

    public async Task<CommitOutcome> CommitAsync(ShardBatch batch, CancellationToken cancel)
    {
        var outcome = await store.CommitAsync(batch, cancel);
        if (outcome is CommitOutcome.Applied) _applied.Enqueue(batch);
        return outcome;
    }

    public Task<IReadOnlyList<TaskSnapshot>> LoadRunningAsync(int shard, CancellationToken cancel) => store.LoadRunningAsync(shard, cancel);

    public Task<IReadOnlyList<LaneKey>> LoadLanesAsync(int shard, CancellationToken cancel) => store.LoadLanesAsync(shard, cancel);

    public Task<IReadOnlyList<IReadOnlyList<TaskSnapshot>>> LoadWaitingAsync(int shard, IReadOnlyList<LanePage> pages, CancellationToken cancel) =>
        store.LoadWaitingAsync(shard, pages, cancel);

    public Task<IReadOnlyList<TaskSnapshot>> FindAsync(int shard, IReadOnlyList<TaskId> ids, CancellationToken cancel) => store.FindAsync(shard, ids, cancel);

    public Task<IReadOnlyList<InboxRow>> ReadInboxAsync(int shard, int limit, CancellationToken cancel) => store.ReadInboxAsync(shard, limit, cancel);
}
