using Akka.Scheduler.Domain.Queues;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine;

/// <summary>Nobody starves: neither a key behind another key's backlog, nor a low priority behind endless higher ones.</summary>
public sealed class FairnessTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(4, false)]
    [InlineData(1, true)]
    [InlineData(4, true)]
    public void A_few_tasks_of_one_key_do_not_wait_for_the_many_of_another_one(int shards, bool restart)
    {
        var node = Node(shards);
        node.Change("q", new QueueChange.Pause(null, "anna"));
        Fill(node, "a", 1_000);
        Fill(node, "b", 10);
        if (restart)
        {
            node.Kill();
            node.StartServing();
        }

        node.Change("q", new QueueChange.Resume());
        node.Advance(1_100);

        var order = node.Executor.Runs.Select(run => run.Attempt.Task.Value[0]).ToList();
        order.Count.ShouldBe(1_010);
        order.LastIndexOf('b').ShouldBeLessThan(100);
        node.ShouldBeSound();
    }

    [Theory]
    [InlineData(1, "q")]
    [InlineData(4, "q")]
    [InlineData(4, "other")]
    public void Low_tasks_start_under_endless_urgent_ones(int shards, string queue)
    {
        var node = Node(shards);
        Fill(node, "urgent", 600, template => template with { Priority = TaskPriority.Urgent });
        Fill(node, "low", 8, template => template with { Priority = TaskPriority.Low, Queue = queue });
        node.Advance(700);

        var order = node.Executor.Runs.Select(run => run.Attempt.Task.Value[0]).ToList();
        order.Count.ShouldBe(608);
        order.LastIndexOf('l').ShouldBeLessThan(300);
        // And no more than their share.
        order.Take(160).Count(first => first == 'l').ShouldBeLessThanOrEqualTo(12);
    }

    [Fact]
    public void Without_turns_for_lower_ones_they_wait_for_all_urgent_ones()
    {
        var node = Node(1, lowerTurn: 0);
        Fill(node, "urgent", 200, template => template with { Priority = TaskPriority.Urgent });
        Fill(node, "low", 1, template => template with { Priority = TaskPriority.Low });
        node.Advance(250);

        node.Executor.Runs[^1].Attempt.Task.Value.ShouldStartWith("low");
    }

    private static SimulatedNode Node(int shards, int lowerTurn = 16)
    {
        var node = new SimulatedNode(3);
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(1));
        node.Options = node.Options with
        {
            Shape = new("simulated", shards),
            Worker = new WorkerSettings { Capacity = 1 },
            Shards = new ShardSettings { PageSize = 50, MaxLivePerLane = 50 },
            Dispatch = node.Options.Dispatch with { LowerTurn = lowerTurn },
        };
        return node.Serving();
    }

    private static void Fill(SimulatedNode node, string key, int count, Func<TaskTemplate, TaskTemplate>? change = null)
    {
        foreach (var batch in Enumerable.Range(0, count).Chunk(250))
            node.Submit([.. batch.Select(i => node.New($"{key}-{i}", change: template => (change ?? (same => same))(template with { Queue = "q", FairnessKey = key })))]);
    }
}
