using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Limits;
using Akka.Scheduler.Engine.Shards;

namespace Akka.Scheduler.Engine.Gates;

/// <summary>Sends requests to the shards that own their tasks, wherever they are, and waits a bounded time for what is durable.</summary>
/// <remarks>New tasks never need the owner: when it cannot be reached, they go into the shard's inbox (<see cref="InboxDoor"/>).</remarks>
public sealed class TaskGate : ITaskGate
{
    // Nobody waits long for what is said beside a record that is at hand.
    private static readonly TimeSpan GlancePatience = TimeSpan.FromMilliseconds(500);

    private readonly ShardDirectory<ShardMessage> _shards;
    private readonly InboxDoor _inbox;
    private readonly OwnerLine<ShardMessage> _owners;
    private readonly OwnerLine<ShardMessage> _glance;

    /// <summary>Makes a gate.</summary>
    /// <param name="shards">Where the shards are.</param>
    /// <param name="inbox">The way in when an owner cannot be reached.</param>
    /// <param name="patience">How long an answer may take.</param>
    /// <param name="time">The clock.</param>
    public TaskGate(ShardDirectory<ShardMessage> shards, InboxDoor inbox, TimeSpan patience, TimeProvider time) =>
        (_shards, _inbox, _owners, _glance) = (shards, inbox, new(shards, patience, time), new(shards, GlancePatience, time));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SubmitResult>> SubmitAsync(IReadOnlyList<NewTask> tasks, CancellationToken cancel)
    {
        var results = new SubmitResult[tasks.Count];
        if (tasks.Count == 1)
        {
            await SubmitToShard(WayOf(tasks[0]), tasks, [0], results, cancel);
            return results;
        }

        if (SubmissionOrder.DepthsOf(tasks) is { } depths) await SubmitInOrder(tasks, depths, results, cancel);
        else await SubmitAll(tasks, null, results, cancel);
        return results;
    }

    // What is waited for is durable before the others are sent; where it is not, they are not sent.
    private async Task SubmitInOrder(IReadOnlyList<NewTask> tasks, IReadOnlyList<int> depths, SubmitResult[] results, CancellationToken cancel)
    {
        var places = new Dictionary<TaskId, int>(tasks.Count);
        for (var i = 0; i < tasks.Count; i++) places.TryAdd(tasks[i].Spec.Id, i);
        foreach (var wave in Enumerable.Range(0, tasks.Count).GroupBy(i => depths[i]).OrderBy(wave => wave.Key))
        {
            var sent = new List<int>();
            foreach (var place in wave)
            {
                if (wave.Key < 0) results[place] = new SubmitResult.Refused("it waits for tasks that wait for it, or for such as do");
                else if (SubmissionOrder.ParentsOf(tasks, place, places).FirstOrDefault(parent => results[parent] is not SubmitResult.Accepted, -1) is var missing and >= 0)
                    results[place] = results[missing];
                else sent.Add(place);
            }

            await SubmitAll([.. sent.Select(place => tasks[place])], sent, results, cancel);
        }
    }

    private async Task SubmitAll(IReadOnlyList<NewTask> tasks, List<int>? places, SubmitResult[] results, CancellationToken cancel)
    {
        var byShard = new Dictionary<Way, (List<NewTask> Tasks, List<int> Places)>();
        for (var i = 0; i < tasks.Count; i++)
        {
            var way = WayOf(tasks[i]);
            if (!byShard.TryGetValue(way, out var group)) byShard.Add(way, group = ([], []));
            group.Tasks.Add(tasks[i]);
            group.Places.Add(places is null ? i : places[i]);
        }

        await Task.WhenAll(byShard.Select(group => SubmitToShard(group.Key, group.Value.Tasks, group.Value.Places, results, cancel)));
    }

    /// <inheritdoc/>
    public async Task<CommandReply> ApplyAsync(TaskId task, TaskCommand command, CancellationToken cancel)
    {
        var shard = ShardHash.Of(task.Value, _shards.Shards);
        var answer = await _owners.InsistAsync<CommandReply>(
            shard, replyTo => new ShardMessage.Apply(task, command, replyTo), mayRepeat: command is not TaskCommand.Redrive, static reply => reply is CommandReply.Unavailable, cancel);
        return answer.Reply ?? new CommandReply.Unavailable(answer.Kind == AnswerKind.NoOwner ? ShardRefusals.ShardMoves : NoAnswer);
    }

    /// <inheritdoc/>
    public async Task<AttemptStanding> AskAfterAsync(TaskId task, CancellationToken cancel)
    {
        var answer = await _glance.AskAsync<AttemptStanding>(
            ShardHash.Of(task.Value, _shards.Shards), replyTo => new ShardMessage.AskAfter(task, replyTo), cancel);
        return answer.Reply ?? AttemptStanding.Unknown;
    }

    /// <inheritdoc/>
    public async Task<LimitStanding> AskLimitAsync(TaskId task, CancellationToken cancel)
    {
        var answer = await _glance.AskAsync<LimitStanding>(
            ShardHash.Of(task.Value, _shards.Shards), replyTo => new ShardMessage.Limit(new LimitMessage.AskAfter(task, replyTo)), cancel);
        return answer.Reply ?? LimitStanding.None;
    }

    private Way WayOf(NewTask task) => new(ShardHash.Of(task.Spec.Id.Value, _shards.Shards), task.Spec.Template.UniqueKey is not null);

    private async Task SubmitToShard(Way way, IReadOnlyList<NewTask> tasks, List<int> places, SubmitResult[] results, CancellationToken cancel)
    {
        var reply = way.Keyed ? await InsistAtShard(way.Shard, tasks, cancel) : await AskShard(way.Shard, tasks, cancel);
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
        var answer = await _owners.AskAsync<SubmitReply>(shard, replyTo => new ShardMessage.Submit(tasks, replyTo), cancel);
        return answer switch
        {
            { Kind: AnswerKind.Answered, Reply: not SubmitReply.Unavailable } => answer.Reply!,
            { Kind: AnswerKind.Full } => new SubmitReply.Overloaded(),
            { Kind: AnswerKind.Silent } => new SubmitReply.Unavailable(NoAnswer),
            _ => await _inbox.SubmitAsync(shard, tasks, cancel),
        };
    }

    // Only the owner can say whether a unique key is to be had, and the inbox acknowledges before that. What has a key is looked for by its id
    // first, so it may be asked for twice.
    private async Task<SubmitReply> InsistAtShard(int shard, IReadOnlyList<NewTask> tasks, CancellationToken cancel)
    {
        var answer = await _owners.InsistAsync<SubmitReply>(
            shard, replyTo => new ShardMessage.Submit(tasks, replyTo), mayRepeat: true, static reply => reply is SubmitReply.Unavailable, cancel);
        return answer switch
        {
            { Reply: { } reply } => reply,
            { Kind: AnswerKind.Full } => new SubmitReply.Overloaded(),
            { Kind: AnswerKind.NoOwner } => new SubmitReply.Unavailable(ShardRefusals.ShardMoves),
            _ => new SubmitReply.Unavailable(NoAnswer),
        };
    }

    // Tasks go together that go the same way: those with unique keys need their owner, the others do not.
    private readonly record struct Way(int Shard, bool Keyed);

    private const string NoAnswer = "the store did not confirm in time";
}
