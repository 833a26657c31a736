using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Queues;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine.Limits;

public sealed class LimitedPriorityTests
{
    private const int Shards = 4;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Low_tasks_of_a_limited_queue_go_on_under_endless_urgent_ones(bool onOneShard)
    {
        var node = Node();
        node.Change("narrow", new QueueChange.Limit(1, null));
        node.Advance(0.1);

        Flood(node, onOneShard, template => template with { Queue = "narrow" });

        LowStarts(node).ShouldBeInRange(2, 4);
        node.ShouldBeSound();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Low_tasks_of_a_key_go_on_under_endless_urgent_ones(bool onOneShard)
    {
        var node = Node();

        Flood(node, onOneShard, template => template with { Limit = new("k", 1, null) });

        LowStarts(node).ShouldBeInRange(2, 4);
        node.ShouldBeSound();
    }

    [Fact]
    public void Without_a_turn_for_lower_priorities_they_wait_for_as_long_as_there_are_higher_ones()
    {
        var node = Node(lowerTurn: 0);

        Flood(node, onOneShard: true, template => template with { Limit = new("k", 1, null) });

        LowStarts(node).ShouldBe(0);
    }

    // About fifty starts: three of them are the turn of a lower priority.
    private static void Flood(SimulatedNode node, bool onOneShard, Func<TaskTemplate, TaskTemplate> limited)
    {
        node.Executor.Script = static _ => ScriptedAttempt.Succeeds(TimeSpan.FromMilliseconds(950));
        node.Submit([.. Ids("urgent", onOneShard ? 0 : 1, 100).Select(id => node.New(id, change: template => limited(template) with { Priority = TaskPriority.Urgent }))]);
        node.Advance(0.5);
        node.Submit([.. Ids("low", 0, 10).Select(id => node.New(id, change: template => limited(template) with { Priority = TaskPriority.Low }))]);
        node.Advance(50);
        node.Executor.Runs.Count.ShouldBeGreaterThan(45);
    }

    private static IEnumerable<string> Ids(string kind, int shard, int count) =>
        Enumerable.Range(0, 100 * count).Select(number => $"{kind}-{number}").Where(id => ShardHash.Of(id, Shards) == shard).Take(count);

    private static int LowStarts(SimulatedNode node) => node.Executor.Runs.Count(run => run.Attempt.Task.Value.StartsWith("low", StringComparison.Ordinal));

    private static SimulatedNode Node(int lowerTurn = 16)
    {
        var node = new SimulatedNode(5);
        node.Options = node.Options with { Worker = new() { Capacity = 8 }, Dispatch = node.Options.Dispatch with { LowerTurn = lowerTurn } };
        return node.Serving();
    }
}
