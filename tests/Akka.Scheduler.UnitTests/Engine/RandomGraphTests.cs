using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Testing.Simulation;
using Akka.Scheduler.UnitTests.Domain.Tasks;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine;

/// <summary>Random graphs over several shards, whose owners are killed, stopped and changed all the while, end as their edges say.</summary>
public sealed class RandomGraphTests
{
    private const int Shards = 4;
    private const int Count = 24;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 24)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_task_of_a_graph_ends_as_its_parents_ends_demand(int seed)
    {
        var random = new Random(seed);
        var graph = new RandomGraph(random, Count);
        var node = EngineCase.Node((ulong)seed);
        node.Options = node.Options with { Shape = new("simulated", Shards) };
        node.Serving();
        var plans = graph.Tasks.ToDictionary(task => task.Id);
        node.Executor.Script = attempt => new(TimeSpan.FromMilliseconds(random.Next(5_000)), plans[attempt.Task].Fails ? new AttemptOutcome.Failed("boom", null) { Retryable = false } : new AttemptOutcome.Succeeded(null));

        // In pieces of any size: within one the order is any.
        for (var next = 0; next < Count;)
        {
            var piece = graph.Tasks.Skip(next).Take(random.Next(1, 8)).ToList();
            next += piece.Count;
            node.Submit([.. piece.OrderBy(_ => random.Next()).Select(task => New(node, task, random))]);
            Change(node, random);
        }

        for (var i = 0; i < 4; i++) Change(node, random);
        node.Advance(200);
        foreach (var task in graph.Tasks) CheckEnd(node, graph, task);
        node.ShouldBeSound();
    }

    private static void CheckEnd(SimulatedNode node, RandomGraph graph, GraphTask task)
    {
        Stored(node, task).State.ShouldBe(graph.End(task.Id), task.ToString());
        var starts = node.Starts(task.Id.Value);
        (starts.Length > 0).ShouldBe(graph.Runs(task), task.ToString());
        foreach (var on in task.On.Where(_ => starts.Length > 0))
            starts[0].ShouldBeGreaterThanOrEqualTo(Stored(node, graph.Tasks.Single(parent => parent.Id == on.Task)).FinishedAt!.Value, task.ToString());
    }

    private static TaskSnapshot Stored(SimulatedNode node, GraphTask task) => node.Store.State.Shards
        .Select(shard => shard.Value.Live.GetValueOrDefault(task.Id.Value) ?? shard.Value.Archive.GetValueOrDefault(task.Id.Value)).OfType<TaskSnapshot>().Single();

    private static NewTask New(SimulatedNode node, GraphTask task, Random random)
    {
        var made = node.New(task.Id.Value, TimeSpan.FromMilliseconds(random.Next(10_000)), same => same with { Retry = new(1_000, TimeSpan.FromSeconds(1), 1, TimeSpan.FromSeconds(1), 0) });
        return made with { Spec = made.Spec with { Dependencies = task.Dependencies } };
    }

    private static void Change(SimulatedNode node, Random random)
    {
        switch (random.Next(4))
        {
            case 0:
                node.Kill();
                node.StartServing();
                break;
            case 1:
                node.Store.ForceSteal(random.Next(Shards), node.Host.Node).ShouldNotBeNull();
                break;
            case 2:
                node.Stop(TimeSpan.FromSeconds(1)).ShouldBeTrue();
                node.StartServing();
                break;
        }

        node.Advance(random.NextDouble() * 15);
    }
}
