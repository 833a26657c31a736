using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Asks the store; the answer comes back as a message. A read that fails is asked again, for as long as the shard lives.</summary>
internal sealed class ShardReader(ShardCore core)
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromMilliseconds(250);
    private int _retries;

    public void Read(ShardRead read)
    {
        var (store, dependencies) = (core.Services.Store, core.Services.Dependencies);
        var shard = core.Term.Shard;
        var cancel = core.Context.Stopped;
        switch (read)
        {
            case ShardRead.Running:
                Pipe(store.LoadRunningAsync(shard, cancel), read, static (_, tasks) => new ShardMessage.RunningLoaded(tasks));
                break;
            case ShardRead.Lanes:
                Pipe(store.LoadLanesAsync(shard, cancel), read, static (_, lanes) => new ShardMessage.LanesLoaded(lanes));
                break;
            case ShardRead.Waiting waiting:
                LanePage[] pages = [.. waiting.Pages.Select(static each => new LanePage(each.Lane.Key, each.Page.After, each.Page.Until, each.Page.Limit))];
                Pipe(store.LoadWaitingAsync(shard, pages, cancel), waiting, static (of, tasks) => new ShardMessage.WaitingLoaded(of, tasks));
                break;
            case ShardRead.Lookup { What: ShardLookup.ForSubmit { Keys.Length: > 0 } submit }:
                Pipe(
                    FindAsync(submit, cancel), read,
                    static (of, found) => new ShardMessage.Found(((ShardRead.Lookup)of).What, found.Tasks) { Holders = found.Holders });
                break;
            case ShardRead.Lookup lookup:
                Pipe(store.FindAsync(shard, lookup.What.Ids, cancel), lookup, static (of, tasks) => new ShardMessage.Found(of.What, tasks));
                break;
            case ShardRead.Inbox:
                Pipe(store.ReadInboxAsync(shard, core.Services.Settings.Commits.MaxBatch, cancel), read, static (_, rows) => new ShardMessage.InboxRead(rows));
                break;
            case ShardRead.Followed:
                Pipe(dependencies.LoadFollowedAsync(shard, cancel), read, static (_, tasks) => new ShardMessage.FollowedLoaded(tasks));
                break;
            case ShardRead.Unfollowed after:
                Pipe(dependencies.LoadUnfollowedAsync(shard, after.AfterId, DependencyDesk.Page, cancel), read, static (_, tasks) => new ShardMessage.UnfollowedLoaded(tasks));
                break;
            case ShardRead.Signals:
                Pipe(dependencies.ReadSignalsAsync(shard, core.Services.Settings.Commits.MaxBatch, cancel), read, static (_, rows) => new ShardMessage.SignalsRead(rows));
                break;
            case ShardRead.Epochs:
                Pipe(core.Services.Ownership.ReadAsync(cancel), read, static (_, rows) => new ShardMessage.EpochsRead(rows));
                break;
            case ShardRead.Queues:
                Pipe(core.Services.QueueStore.VersionAsync(cancel), read, static (_, version) => new ShardMessage.QueuesRead(version));
                break;
            default:
                throw new InvalidOperationException($"unknown read {read.GetType().Name}");
        }
    }

    public void Failed(ShardMessage.ReadFailed failed)
    {
        core.Services.Observer.StoreTrouble(core.Term, failed.Read.GetType().Name, failed.Why);
        core.Context.Timers.StartSingle($"read-{_retries++}", new ShardMessage.ReadAgain(failed.Read), AgainAfter);
    }

    private async Task<(IReadOnlyList<TaskSnapshot> Tasks, IReadOnlyList<KeyHolder> Holders)> FindAsync(ShardLookup.ForSubmit submit, CancellationToken cancel) =>
        (await core.Services.Store.FindAsync(core.Term.Shard, submit.Ids, cancel), await core.Services.Keys.FindAsync(submit.Keys, cancel));

    private void Pipe<TRead, TResult>(Task<TResult> task, TRead read, Func<TRead, TResult, ShardMessage> answer)
        where TRead : ShardRead =>
        core.Context.PipeToSelf(
            task,
            (read, answer),
            static (state, result) => state.answer(state.read, result),
            static (state, fault) => new ShardMessage.ReadFailed(state.read, fault.Message));
}
