using Akka.Scheduler.Domain.Queues;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine.Limits;

public sealed class QueueLimitTests
{
    [Fact]
    public void A_queue_runs_no_more_than_its_limit_and_other_queues_go_on()
    {
        var node = Node();
        Limit(node, "narrow", 2, null);
        node.Executor.Script = static _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(1));
        node.Submit([.. Enumerable.Range(0, 20).Select(number => node.New($"t-{number}", change: In("narrow")))]);
        node.Advance(5.5);
        node.Executor.Running.ShouldBe(2);
        node.Submit(node.New("other"));
        node.Advance(0.5);
        node.Starts("other").Length.ShouldBe(1);
        node.Advance(20);
        Finished(node).ShouldBe(21);
        node.ShouldBeSound();
    }

    [Fact]
    public void What_runs_when_a_limit_is_set_counts_and_nothing_starts_before_there_is_room()
    {
        var node = Node();
        node.Executor.Script = static _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(4));
        node.Submit([.. Enumerable.Range(0, 5).Select(number => node.New($"early-{number}", change: In("narrow")))]);
        node.Advance(1);
        Limit(node, "narrow", 3, null);
        node.Submit([.. Enumerable.Range(0, 6).Select(number => node.New($"late-{number}", change: In("narrow")))]);
        node.Advance(2.5);
        node.Executor.Runs.Count.ShouldBe(5);
        node.Advance(2);
        node.Executor.Running.ShouldBe(3);
        node.Advance(20);
        Finished(node).ShouldBe(11);
        node.ShouldBeSound();
    }

    [Fact]
    public void A_limit_that_is_taken_away_lets_all_go_on_at_once()
    {
        var node = Node();
        Limit(node, "narrow", 1, null);
        node.Executor.Script = static _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(10));
        node.Submit([.. Enumerable.Range(0, 6).Select(number => node.New($"t-{number}", change: In("narrow")))]);
        node.Advance(1);
        node.Executor.Running.ShouldBe(1);
        Limit(node, "narrow", 0, null);
        node.Advance(1);
        node.Executor.Running.ShouldBe(6);
    }

    [Fact]
    public void A_limit_that_is_raised_or_lowered_counts_from_then_on()
    {
        var node = Node();
        Limit(node, "narrow", 1, null);
        node.Executor.Script = static _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(1));
        node.Submit([.. Enumerable.Range(0, 40).Select(number => node.New($"t-{number}", change: In("narrow")))]);
        node.Advance(2.5);
        node.Executor.Running.ShouldBe(1);
        Limit(node, "narrow", 4, null);
        node.Advance(2.5);
        node.Executor.Running.ShouldBe(4);
        Limit(node, "narrow", 2, null);
        node.Advance(2.5);
        node.Executor.Running.ShouldBe(2);
        node.Advance(40);
        Finished(node).ShouldBe(40);
    }

    [Fact]
    public void The_rate_of_a_queue_is_kept()
    {
        var node = Node();
        Limit(node, "paced", null, 2);
        node.Submit([.. Enumerable.Range(0, 30).Select(number => node.New($"t-{number}", change: In("paced")))]);
        node.Advance(10);
        node.Executor.Runs.Count.ShouldBeInRange(17, 23);
        node.Advance(10);
        Finished(node).ShouldBe(30);
        node.ShouldBeSound();
    }

    [Fact]
    public void Fairness_keys_take_turns_under_a_limit_too()
    {
        var node = Node();
        Limit(node, "narrow", 1, null);
        node.Executor.Script = static _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(1));
        node.Submit([.. Enumerable.Range(0, 40).Select(number => node.New($"many-{number}", change: template => In("narrow")(template) with { FairnessKey = "many" }))]);
        node.Submit([.. Enumerable.Range(0, 4).Select(number => node.New($"few-{number}", change: template => In("narrow")(template) with { FairnessKey = "few" }))]);
        node.Advance(34);
        node.Executor.Runs.Count(run => run.Attempt.Task.Value.StartsWith("few", StringComparison.Ordinal)).ShouldBe(4);
        node.Executor.Runs.Count.ShouldBeLessThan(38);
        node.ShouldBeSound();
    }

    [Fact]
    public void A_task_under_a_key_and_a_queue_needs_room_in_both()
    {
        var node = Node();
        Limit(node, "narrow", 2, null);
        node.Executor.Script = static _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(1));
        node.Submit([.. Enumerable.Range(0, 8).Select(number => node.New($"keyed-{number}", change: template => In("narrow")(template) with { Limit = new("k", 1, null) }))]);
        node.Submit([.. Enumerable.Range(0, 8).Select(number => node.New($"plain-{number}", change: In("narrow")))]);
        node.Advance(30);
        Finished(node).ShouldBe(16);
        node.Executor.MostAtOnce.ShouldBe(2);
        node.ShouldBeSound();
    }

    [Fact]
    public void A_paused_queue_keeps_nobodys_permit()
    {
        var node = Node();
        node.Executor.Script = static _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(1));
        node.Change("held", new QueueChange.Pause(null, "test"));
        node.Submit([.. Enumerable.Range(0, 3).Select(number => node.New($"held-{number}", change: template => In("held")(template) with { Limit = new("k", 1, null) }))]);
        node.Submit([.. Enumerable.Range(0, 3).Select(number => node.New($"free-{number}", change: template => template with { Limit = new("k", 1, null) }))]);
        node.Advance(5);
        Finished(node).ShouldBe(3);
        node.Change("held", new QueueChange.Resume());
        node.Advance(5);
        Finished(node).ShouldBe(6);
        node.ShouldBeSound();
    }

    [Fact]
    public void A_limit_holds_from_the_first_moment_of_a_restarted_node()
    {
        var node = Node();
        Limit(node, "narrow", 1, null);
        node.Executor.Script = static _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(1));
        node.Submit([.. Enumerable.Range(0, 10).Select(number => node.New($"t-{number}", change: template => In("narrow")(template) with { Limit = new("same", 1, null) }))]);
        node.Advance(0.5);
        node.Kill();
        node.Start();
        node.Advance(60);
        Finished(node).ShouldBe(10);
        node.ShouldBeSound();
    }

    // Shards hear of it a moment later than whoever set it.
    private static void Limit(SimulatedNode node, string queue, int? most, double? rate)
    {
        node.Change(queue, new QueueChange.Limit(most, rate));
        node.Advance(0.1);
    }

    private static SimulatedNode Node()
    {
        var node = new SimulatedNode(11);
        node.Options = node.Options with { Worker = new() { Capacity = 8 } };
        return node.Serving();
    }

    private static Func<TaskTemplate, TaskTemplate> In(string queue) => template => template with { Queue = queue };

    private static int Finished(SimulatedNode node) => node.Store.State.Shards.Values.Sum(shard => shard.Archive.Count);
}
