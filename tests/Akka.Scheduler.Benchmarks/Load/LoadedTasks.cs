using System.Diagnostics;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Benchmarks.Load;

/// <summary>Watches a shard read its waiting tasks: how many calls that takes, and when the last task has come.</summary>
/// <param name="store">The store.</param>
/// <param name="wanted">How many tasks are to come.</param>
internal sealed class LoadedTasks(IShardStore store, int wanted) : IShardStore
{
    private readonly TaskCompletionSource<TimeSpan> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _since;
    private int _tasks;
    private int _calls;

    /// <summary>From the question which lanes there are to the last task.</summary>
    public Task<TimeSpan> Done => _done.Task;

    /// <summary>The calls that it took.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public Task<IReadOnlyList<LaneKey>> LoadLanesAsync(int shard, CancellationToken cancel)
    {
        if (shard == 0) Volatile.Write(ref _since, Stopwatch.GetTimestamp());
        return store.LoadLanesAsync(shard, cancel);
    }

    public async Task<IReadOnlyList<IReadOnlyList<TaskSnapshot>>> LoadWaitingAsync(int shard, IReadOnlyList<LanePage> pages, CancellationToken cancel)
    {
        Interlocked.Increment(ref _calls);
        return Came(await store.LoadWaitingAsync(shard, pages, cancel));
    }

    public Task<CommitOutcome> CommitAsync(ShardBatch batch, CancellationToken cancel) => store.CommitAsync(batch, cancel);

    public Task<IReadOnlyList<TaskSnapshot>> LoadRunningAsync(int shard, CancellationToken cancel) => store.LoadRunningAsync(shard, cancel);

    public Task<IReadOnlyList<TaskSnapshot>> FindAsync(int shard, IReadOnlyList<TaskId> ids, CancellationToken cancel) => store.FindAsync(shard, ids, cancel);

    public Task<IReadOnlyList<InboxRow>> ReadInboxAsync(int shard, int limit, CancellationToken cancel) => store.ReadInboxAsync(shard, limit, cancel);

    private IReadOnlyList<IReadOnlyList<TaskSnapshot>> Came(IReadOnlyList<IReadOnlyList<TaskSnapshot>> pages)
    {
        if (Interlocked.Add(ref _tasks, pages.Sum(page => page.Count)) >= wanted) _done.TrySetResult(Stopwatch.GetElapsedTime(Volatile.Read(ref _since)));
        return pages;
    }
}
