using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Queues;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;

namespace Akka.Scheduler.UnitTests.Engine;

/// <summary>A simulated node of one shard, and what tests of it say again and again.</summary>
internal static class EngineCase
{
    internal static SimulatedNode Node(ulong seed = 1, int capacity = 8, Func<ShardSettings, ShardSettings>? shards = null)
    {
        var node = new SimulatedNode(seed);
        node.Options = node.Options with
        {
            Shape = new("simulated", 1),
            Worker = new WorkerSettings { Capacity = capacity },
            Shards = (shards ?? (same => same))(node.Options.Shards),
        };
        return node;
    }

    internal static SimulatedNode Serving(this SimulatedNode node)
    {
        node.StartServing();
        return node;
    }

    internal static NewTask New(this SimulatedNode node, string id, TimeSpan dueIn = default, Func<TaskTemplate, TaskTemplate>? change = null)
    {
        var template = new TaskTemplate { Executor = "script", Retry = new(3, TimeSpan.FromSeconds(10), 2, TimeSpan.FromHours(1), 0) };
        return new(new(new(id), (change ?? (same => same))(template), node.Now + dueIn, node.Now), IdChosenByCaller: true);
    }

    internal static Task<IReadOnlyList<SubmitResult>> Asked(this SimulatedNode node, params NewTask[] tasks) =>
        node.Ask(host => host.Tasks.SubmitAsync(tasks, CancellationToken.None));

    internal static void Submit(this SimulatedNode node, params NewTask[] tasks) =>
        node.Await(node.Asked(tasks)).ShouldAllBe(result => result is SubmitResult.Accepted);

    internal static CommandReply Apply(this SimulatedNode node, string id, TaskCommand command) =>
        node.Await(host => host.Tasks.ApplyAsync(new(id), command, CancellationToken.None));

    internal static QueueSettings Change(this SimulatedNode node, string queue, QueueChange change) =>
        node.Await(host => host.Queues.ChangeAsync(queue, change, CancellationToken.None)) ?? throw new InvalidOperationException("others changed it all the time");

    internal static void Advance(this SimulatedNode node, double seconds) => node.Simulation.Advance(TimeSpan.FromSeconds(seconds));

    internal static ShardState Shard(this SimulatedNode node) => node.Store.State.Shards[0];

    internal static TaskSnapshot? Stored(this SimulatedNode node, string id) =>
        node.Shard().Live.TryGetValue(id, out var live) ? live : node.Shard().Archive.GetValueOrDefault(id);

    internal static HistoryEntry[] History(this SimulatedNode node, string id) => [.. node.Shard().Steps[id].Select(step => step.Entry)];

    internal static TransitionType[] Steps(this SimulatedNode node, string id) => [.. node.History(id).Select(entry => entry.Type)];

    internal static DateTimeOffset[] Starts(this SimulatedNode node, string id) =>
        [.. node.Executor.Runs.Where(run => run.Attempt.Task == new TaskId(id)).Select(run => run.At)];

    internal static void ShouldBeSound(this SimulatedNode node)
    {
        node.Observer.Failures.ShouldBeEmpty();
        HistoryChecker.Problems(node.Store.State, node.Executor.Runs, []).ShouldBeEmpty();
    }
}
