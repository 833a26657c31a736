using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.TestKit.Swarm.Mutants;

/// <summary>Passes everything on to a shard store; mutants change one thing.</summary>
internal abstract class ShardStoreBetween(IShardStore inner) : IShardStore
{
    public virtual Task<CommitOutcome> CommitAsync(ShardBatch batch, CancellationToken cancel) => inner.CommitAsync(batch, cancel);

    public virtual Task<IReadOnlyList<TaskSnapshot>> LoadRunningAsync(int shard, CancellationToken cancel) => inner.LoadRunningAsync(shard, cancel);

    public virtual Task<IReadOnlyList<LaneKey>> LoadLanesAsync(int shard, CancellationToken cancel) => inner.LoadLanesAsync(shard, cancel);

    public virtual Task<IReadOnlyList<IReadOnlyList<TaskSnapshot>>> LoadWaitingAsync(int shard, IReadOnlyList<LanePage> pages, CancellationToken cancel) =>
        inner.LoadWaitingAsync(shard, pages, cancel);

    public virtual Task<IReadOnlyList<TaskSnapshot>> FindAsync(int shard, IReadOnlyList<TaskId> ids, CancellationToken cancel) => inner.FindAsync(shard, ids, cancel);

    public virtual Task<IReadOnlyList<InboxRow>> ReadInboxAsync(int shard, int limit, CancellationToken cancel) => inner.ReadInboxAsync(shard, limit, cancel);
}
