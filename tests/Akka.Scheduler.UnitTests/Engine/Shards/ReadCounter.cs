using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.UnitTests.Engine.Shards;

/// <summary>Counts what a shard reads of its waiting tasks.</summary>
internal sealed class ReadCounter(IShardStore inner) : IShardStore
{
    /// <summary>How many tasks were read, by queue.</summary>
    public Dictionary<string, int> Read { get; } = [];

    /// <summary>How many pages were asked for.</summary>
    public int Pages { get; private set; }

    /// <summary>The largest of them.</summary>
    public int LargestPage { get; private set; }

    /// <summary>How many pages are on their way at most.</summary>
    public int MostAtOnce { get; private set; }

    private int _now;

    public async Task<IReadOnlyList<TaskSnapshot>> LoadWaitingAsync(
        int shard, LaneKey lane, WaitingPosition after, DateTimeOffset until, int limit, CancellationToken cancel)
    {
        Pages++;
        MostAtOnce = Math.Max(MostAtOnce, ++_now);
        LargestPage = Math.Max(LargestPage, limit);
        var page = await inner.LoadWaitingAsync(shard, lane, after, until, limit, cancel);
        _now--;
        Read[lane.Queue] = Read.GetValueOrDefault(lane.Queue) + page.Count;
        return page;
    }

    public Task<CommitOutcome> CommitAsync(ShardBatch batch, CancellationToken cancel) => inner.CommitAsync(batch, cancel);

    public Task<IReadOnlyList<TaskSnapshot>> LoadRunningAsync(int shard, CancellationToken cancel) => inner.LoadRunningAsync(shard, cancel);

    public Task<IReadOnlyList<LaneKey>> LoadLanesAsync(int shard, CancellationToken cancel) => inner.LoadLanesAsync(shard, cancel);

    public Task<IReadOnlyList<TaskSnapshot>> FindAsync(int shard, IReadOnlyList<TaskId> ids, CancellationToken cancel) => inner.FindAsync(shard, ids, cancel);

    public Task<IReadOnlyList<InboxRow>> ReadInboxAsync(int shard, int limit, CancellationToken cancel) => inner.ReadInboxAsync(shard, limit, cancel);
}
