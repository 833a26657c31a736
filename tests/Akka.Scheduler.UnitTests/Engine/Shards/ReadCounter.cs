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

    /// <summary>How often the store was asked.</summary>
    public int Calls { get; private set; }

    /// <summary>The most tasks that were asked for at once.</summary>
    public int LargestCall { get; private set; }

    /// <summary>How many calls are on their way at most.</summary>
    public int MostAtOnce { get; private set; }

    private int _now;

    public async Task<IReadOnlyList<IReadOnlyList<TaskSnapshot>>> LoadWaitingAsync(int shard, IReadOnlyList<LanePage> pages, CancellationToken cancel)
    {
        Calls++;
        Pages += pages.Count;
        MostAtOnce = Math.Max(MostAtOnce, ++_now);
        LargestPage = Math.Max(LargestPage, pages.Max(page => page.Limit));
        LargestCall = Math.Max(LargestCall, pages.Sum(page => page.Limit));
        var tasks = await inner.LoadWaitingAsync(shard, pages, cancel);
        _now--;
        foreach (var (page, came) in pages.Zip(tasks)) Read[page.Lane.Queue] = Read.GetValueOrDefault(page.Lane.Queue) + came.Count;
        return tasks;
    }

    public Task<CommitOutcome> CommitAsync(ShardBatch batch, CancellationToken cancel) => inner.CommitAsync(batch, cancel);

    public Task<IReadOnlyList<TaskSnapshot>> LoadRunningAsync(int shard, CancellationToken cancel) => inner.LoadRunningAsync(shard, cancel);

    public Task<IReadOnlyList<LaneKey>> LoadLanesAsync(int shard, CancellationToken cancel) => inner.LoadLanesAsync(shard, cancel);

    public Task<IReadOnlyList<TaskSnapshot>> FindAsync(int shard, IReadOnlyList<TaskId> ids, CancellationToken cancel) => inner.FindAsync(shard, ids, cancel);

    public Task<IReadOnlyList<InboxRow>> ReadInboxAsync(int shard, int limit, CancellationToken cancel) => inner.ReadInboxAsync(shard, limit, cancel);
}
