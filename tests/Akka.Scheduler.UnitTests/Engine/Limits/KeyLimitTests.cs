using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine.Limits;

public sealed class KeyLimitTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Never_more_tasks_of_a_key_run_than_it_allows_and_all_of_them_run(int most)
    {
        var node = Node();
        node.Executor.Script = static _ => ScriptedAttempt.Succeeds(TimeSpan.FromMilliseconds(500));
        node.Submit([.. Enumerable.Range(0, 40).Select(number => node.New($"t-{number}", change: Of("report", most)))]);
        node.Advance(60);
        Finished(node).ShouldBe(40);
        node.Executor.MostAtOnce.ShouldBe(most);
        node.ShouldBeSound();
    }

    [Fact]
    public void Keys_do_not_hold_up_one_another_nor_tasks_without_a_key()
    {
        var node = Node();
        node.Executor.Script = static attempt => attempt.Task.Value.StartsWith("stuck", StringComparison.Ordinal) ? ScriptedAttempt.Succeeds(TimeSpan.FromMinutes(4)) : ScriptedAttempt.Succeeds();
        node.Submit([.. Enumerable.Range(0, 8).Select(number => node.New($"stuck-{number}", change: Of("stuck", 1)))]);
        node.Submit([.. Enumerable.Range(0, 8).Select(number => node.New($"free-{number}", change: Of("other", 2))), .. Enumerable.Range(0, 8).Select(number => node.New($"plain-{number}"))]);
        node.Advance(5);
        Finished(node).ShouldBe(16);
        node.Executor.Running.ShouldBe(1);
        node.ShouldBeSound();
    }

    [Fact]
    public void More_tasks_of_a_key_than_a_lane_holds_do_not_hold_up_the_others_of_their_queue()
    {
        var node = new SimulatedNode(7);
        node.Options = node.Options with { Shards = node.Options.Shards with { MaxLivePerLane = 4, PageSize = 2 } };
        node.Serving();
        node.Executor.Script = static attempt => attempt.Task.Value.StartsWith("stuck", StringComparison.Ordinal) ? ScriptedAttempt.Succeeds(TimeSpan.FromMinutes(4)) : ScriptedAttempt.Succeeds();
        node.Submit([.. Enumerable.Range(0, 100).Select(number => node.New($"stuck-{number}", change: Of("stuck", 1)))]);
        node.Submit([.. Enumerable.Range(0, 30).Select(number => node.New($"free-{number}", change: Of("other", 2))), .. Enumerable.Range(0, 30).Select(number => node.New($"plain-{number}"))]);
        node.Advance(10);
        Finished(node).ShouldBe(60);
        node.ShouldBeSound();
    }

    [Fact]
    public void A_killed_node_leaves_no_permit_behind()
    {
        var node = Node();
        node.Executor.Script = static _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(1));
        node.Submit([.. Enumerable.Range(0, 20).Select(number => node.New($"t-{number}", change: Of("k", 3)))]);
        for (var life = 0; life < 4; life++)
        {
            node.Advance(0.7);
            node.Kill();
            node.Start();
        }

        node.Advance(200);
        Finished(node).ShouldBe(20);
        (node.Host.Limits.Held, node.Host.Limits.Waiting).ShouldBe((0, 0));
        node.ShouldBeSound();
    }

    [Fact]
    public void The_most_urgent_task_of_a_key_goes_first_and_of_equals_the_oldest_wherever_they_are()
    {
        var node = Node();
        node.Executor.Script = static _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(1));
        node.Submit(node.New("first", change: Of("k", 1)));
        node.Advance(0.1);
        for (var number = 0; number < 12; number++)
        {
            node.Submit(node.New($"normal-{number:00}", change: Of("k", 1)));
            node.Advance(0.01);
        }

        node.Submit(node.New("urgent", change: template => Of("k", 1)(template) with { Priority = TaskPriority.Urgent }));
        node.Advance(60);
        var order = node.Executor.Runs.Select(run => run.Attempt.Task.Value).ToList();
        order[..2].ShouldBe(["first", "urgent"]);
        order[2..].ShouldBe(order[2..].Order(StringComparer.Ordinal));
        node.ShouldBeSound();
    }

    [Fact]
    public void A_task_that_allows_fewer_waits_until_so_few_run_and_holds_back_those_that_allow_more()
    {
        var node = Node();
        node.Executor.Script = static _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(2));
        node.Submit([.. Enumerable.Range(0, 3).Select(number => node.New($"wide-{number}", change: Of("k", 3)))]);
        node.Advance(0.5);
        node.Submit(node.New("narrow", change: Of("k", 1)));
        node.Advance(0.5);
        node.Submit([.. Enumerable.Range(3, 3).Select(number => node.New($"wide-{number}", change: Of("k", 3)))]);
        node.Advance(0.5);
        node.Executor.Running.ShouldBe(3);
        node.Advance(60);
        Finished(node).ShouldBe(7);
        node.ShouldBeSound();
    }

    [Fact]
    public void A_rate_is_kept_and_used_up()
    {
        var node = Node();
        node.Submit([.. Enumerable.Range(0, 60).Select(number => node.New($"t-{number}", change: template => template with { Limit = new("k", null, 4) }))]);
        node.Advance(10);
        node.Executor.Runs.Count.ShouldBeInRange(36, 48);
        node.Advance(10);
        Finished(node).ShouldBe(60);
        node.ShouldBeSound();
    }

    [Fact]
    public void A_slow_rate_gives_each_start_its_time()
    {
        var node = Node();
        node.Submit([.. Enumerable.Range(0, 3).Select(number => node.New($"t-{number}", change: template => template with { Limit = new("k", 1, 0.05) }))]);
        node.Advance(90);
        var starts = node.Executor.Runs.Select(run => run.At).ToList();
        starts.Count.ShouldBe(3);
        for (var i = 1; i < starts.Count; i++) (starts[i] - starts[i - 1]).ShouldBeGreaterThan(TimeSpan.FromSeconds(18));
        node.ShouldBeSound();
    }

    [Fact]
    public void A_cancelled_or_expired_task_in_line_takes_nobodys_permit()
    {
        var node = Node();
        node.Executor.Script = static _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(3));
        node.Submit([.. Enumerable.Range(0, 4).Select(number => node.New($"t-{number}", change: Of("k", 1)))]);
        node.Submit(node.New("late", change: template => Of("k", 1)(template) with { Ttl = TimeSpan.FromSeconds(1) }));
        node.Advance(0.5);
        var waiting = Enumerable.Range(0, 4).Select(number => $"t-{number}").Where(id => node.Starts(id).Length == 0).ToList();
        waiting.Count.ShouldBe(3);
        node.Apply(waiting[0], new TaskCommand.Cancel("not any more")).ShouldBeOfType<CommandReply.Done>();
        node.Advance(30);
        Finished(node).ShouldBe(5);
        node.Executor.Runs.Count.ShouldBe(3);
        node.ShouldBeSound();
    }

    [Fact]
    public void What_runs_when_its_node_is_killed_counts_until_it_is_known_to_be_lost()
    {
        var node = Node();
        node.Executor.Script = static attempt => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(attempt.Number == 1 ? 20 : 1));
        node.Submit([.. Enumerable.Range(0, 12).Select(number => node.New($"t-{number}", change: Of("k", 2)))]);
        node.Advance(2);
        node.Kill();
        node.Start();
        node.Advance(400);
        Finished(node).ShouldBe(12);
        node.ShouldBeSound();
    }

    private static SimulatedNode Node()
    {
        var node = new SimulatedNode(7);
        node.Options = node.Options with { Worker = new() { Capacity = 8 } };
        return node.Serving();
    }

    private static Func<TaskTemplate, TaskTemplate> Of(string key, int most) => template => template with { Limit = new(key, most, null) };

    private static int Finished(SimulatedNode node) => node.Store.State.Shards.Values.Sum(shard => shard.Archive.Count);
}
