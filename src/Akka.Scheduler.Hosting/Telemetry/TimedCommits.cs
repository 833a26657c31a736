using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Hosting.Telemetry;

/// <summary>Takes the time of every commit of a shard, and counts what it held and how it ended; hands everything on as it is.</summary>
internal sealed class TimedCommits(IShardStore store, CommitStatistics statistics, TimeProvider time) : IShardStore
{
    /// <inheritdoc/>
    public async Task<CommitOutcome> CommitAsync(ShardBatch batch, CancellationToken cancel)
    {
        var since = time.GetTimestamp();
        var outcome = await store.CommitAsync(batch, cancel);
        statistics.Take(batch, outcome, time.GetElapsedTime(since));
        return outcome;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<TaskSnapshot>> LoadRunningAsync(int shard, CancellationToken cancel) => store.LoadRunningAsync(shard, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LaneKey>> LoadLanesAsync(int shard, CancellationToken cancel) => store.LoadLanesAsync(shard, cancel);

    public Task<IReadOnlyList<IReadOnlyList<TaskSnapshot>>> LoadWaitingAsync(int shard, IReadOnlyList<LanePage> pages, CancellationToken cancel) =>
        store.LoadWaitingAsync(shard, pages, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TaskSnapshot>> FindAsync(int shard, IReadOnlyList<TaskId> ids, CancellationToken cancel) =>
        store.FindAsync(shard, ids, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<InboxRow>> ReadInboxAsync(int shard, int limit, CancellationToken cancel) => store.ReadInboxAsync(shard, limit, cancel);
}
