using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Gates;

/// <summary>Sends requests to the shards that own their tasks, and waits a bounded time for what is durable.</summary>
/// <param name="shards">Where the shards are.</param>
/// <param name="patience">How long an answer may take.</param>
/// <param name="time">The clock.</param>
public sealed class TaskGate(ShardDirectory<ShardMessage> shards, TimeSpan patience, TimeProvider time) : ITaskGate
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<SubmitResult>> SubmitAsync(IReadOnlyList<NewTask> tasks, CancellationToken cancel)
    {
        var results = new SubmitResult[tasks.Count];
        if (tasks.Count == 1)
        {
            await SubmitToShard(ShardOf(tasks[0]), tasks, [0], results, cancel);
            return results;
        }

        var byShard = new Dictionary<int, (List<NewTask> Tasks, List<int> Places)>();
        for (var i = 0; i < tasks.Count; i++)
        {
            var shard = ShardOf(tasks[i]);
            if (!byShard.TryGetValue(shard, out var group)) byShard.Add(shard, group = ([], []));
            group.Tasks.Add(tasks[i]);
            group.Places.Add(i);
        }

        await Task.WhenAll(byShard.Select(group => SubmitToShard(group.Key, group.Value.Tasks, group.Value.Places, results, cancel)));
        return results;
    }

    /// <inheritdoc/>
    public async Task<CommandReply> ApplyAsync(TaskId task, TaskCommand command, CancellationToken cancel)
    {
        if (shards.Find(task.Value) is not { } owner) return new CommandReply.Unavailable("the task's shard is moving");
        try
        {
            return await owner.Ask<ShardMessage, CommandReply>(replyTo => new ShardMessage.Apply(task, command, replyTo), patience, time, cancel);
        }
        catch (AskTimeoutException)
        {
            return new CommandReply.Unavailable(NoAnswer);
        }
    }

    private int ShardOf(NewTask task) => ShardHash.Of(task.Spec.Id.Value, shards.Shards);

    private async Task SubmitToShard(int shard, IReadOnlyList<NewTask> tasks, List<int> places, SubmitResult[] results, CancellationToken cancel)
    {
        var reply = await AskShard(shard, tasks, cancel);
        for (var i = 0; i < tasks.Count; i++)
        {
            results[places[i]] = reply switch
            {
                SubmitReply.Accepted accepted => new SubmitResult.Accepted(accepted.Tasks[i].Task, accepted.Tasks[i].Created),
                SubmitReply.Each each => each.Tasks[i],
                SubmitReply.Overloaded => new SubmitResult.Overloaded(),
                SubmitReply.Unavailable unavailable => new SubmitResult.Unavailable(unavailable.Why),
                SubmitReply.Refused refused => new SubmitResult.Refused(refused.Why),
                _ => throw new InvalidOperationException($"unknown reply {reply.GetType().Name}"),
            };
        }
    }

    private async Task<SubmitReply> AskShard(int shard, IReadOnlyList<NewTask> tasks, CancellationToken cancel)
    {
        if (shards.Find(shard) is not { } owner) return new SubmitReply.Unavailable("the task's shard is moving");
        try
        {
            return await owner.Ask<ShardMessage, SubmitReply>(replyTo => new ShardMessage.Submit(tasks, replyTo), patience, time, cancel);
        }
        catch (AskTimeoutException refused) when (refused.WasRefused)
        {
            return new SubmitReply.Overloaded();
        }
        catch (AskTimeoutException)
        {
            return new SubmitReply.Unavailable(NoAnswer);
        }
    }

    private const string NoAnswer = "the store did not confirm in time";
}
