using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Limits;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Gates;

/// <summary>Does what a request says about a unique key that another task has: shows that task, or has it cancelled to make room.</summary>
/// <remarks>
/// To replace is two commits, of two shards: should the second one fail, the old task is cancelled and the new one not made. Whoever is not told
/// that it was made submits it again.
/// </remarks>
/// <param name="inner">The way to the shards.</param>
/// <param name="queries">Knows the tasks that exist.</param>
/// <param name="shards">How many shards there are.</param>
public sealed class UniqueGate(ITaskGate inner, ITaskQueries queries, int shards) : ITaskGate
{
    // A key that changes hands this often while one request is on its way is never quiet.
    private const int MostRounds = 5;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SubmitResult>> SubmitAsync(IReadOnlyList<NewTask> tasks, CancellationToken cancel)
    {
        var results = await inner.SubmitAsync(tasks, cancel);
        SubmitResult[]? settled = null;
        for (var i = 0; i < tasks.Count; i++)
        {
            if (results[i] is SubmitResult.KeyTaken taken && taken.Key == tasks[i].Spec.Template.UniqueKey && tasks[i].OnConflict != KeyConflict.Reject)
                (settled ??= [.. results])[i] = await SettleAsync(tasks[i], taken, cancel);
        }

        if (settled is null) return results;
        await FollowAsync(tasks, settled, cancel);
        return settled;
    }

    /// <inheritdoc/>
    public Task<CommandReply> ApplyAsync(TaskId task, TaskCommand command, CancellationToken cancel) => inner.ApplyAsync(task, command, cancel);

    /// <inheritdoc/>
    public Task<AttemptStanding> AskAfterAsync(TaskId task, CancellationToken cancel) => inner.AskAfterAsync(task, cancel);

    /// <inheritdoc/>
    public Task<LimitStanding> AskLimitAsync(TaskId task, CancellationToken cancel) => inner.AskLimitAsync(task, cancel);

    // What was to wait for a task whose key was taken was not sent, and has its answer; it is sent once all that it is to wait for is made after all.
    private async Task FollowAsync(IReadOnlyList<NewTask> tasks, SubmitResult[] results, CancellationToken cancel)
    {
        var places = new Dictionary<TaskId, int>(tasks.Count);
        for (var i = 0; i < tasks.Count; i++) places.TryAdd(tasks[i].Spec.Id, i);
        while (true)
        {
            int[] next = [.. Enumerable.Range(0, tasks.Count).Where(i => WasNotSent(i) && SubmissionOrder.ParentsOf(tasks, i, places).All(IsMade))];
            if (next.Length == 0) return;
            var ends = await inner.SubmitAsync([.. next.Select(i => tasks[i])], cancel);
            for (var i = 0; i < next.Length; i++) results[next[i]] = ends[i];
        }

        bool WasNotSent(int i) => results[i] is SubmitResult.KeyTaken taken && taken.Key != tasks[i].Spec.Template.UniqueKey;

        bool IsMade(int i) => results[i] is SubmitResult.Accepted made && made.Task.Id == tasks[i].Spec.Id;
    }

    private async Task<SubmitResult> SettleAsync(NewTask task, SubmitResult.KeyTaken taken, CancellationToken cancel)
    {
        for (var round = 1; ; round++)
        {
            var end = task.OnConflict == KeyConflict.Existing ? await ShowAsync(taken.Holder, cancel) : await ReplaceAsync(task.Spec.Id, taken, cancel);
            if (end is not null) return end;
            var result = (await inner.SubmitAsync([task], cancel))[0];
            if (result is not SubmitResult.KeyTaken next || round == MostRounds) return result;
            taken = next;
        }
    }

    /// <returns><see langword="null"/> when the holder is not to be seen: it has just been made, or is long gone, and the key may be free by now.</returns>
    private async Task<SubmitResult?> ShowAsync(TaskId holder, CancellationToken cancel)
    {
        try
        {
            var there = await queries.GetAsync(holder, ShardHash.Of(holder.Value, shards), cancel);
            return there is null ? null : new SubmitResult.Accepted(there, Created: false);
        }
        catch (StoreUnavailableException away)
        {
            return new SubmitResult.Unavailable(away.Message);
        }
    }

    /// <returns><see langword="null"/> when the holder does not live any more.</returns>
    private async Task<SubmitResult?> ReplaceAsync(TaskId successor, SubmitResult.KeyTaken taken, CancellationToken cancel) =>
        await inner.ApplyAsync(taken.Holder, new TaskCommand.Replace(successor), cancel) switch
        {
            CommandReply.Conflict conflict when !conflict.Task.State.IsTerminal() => taken,
            CommandReply.Unavailable unavailable => new SubmitResult.Unavailable(unavailable.Why),
            _ => null,
        };
}
