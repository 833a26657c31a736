using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine;

public sealed class TimingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(600)]
    [InlineData(7_200)]
    [InlineData(90_061)]
    public void A_delayed_task_starts_exactly_at_its_time(int seconds)
    {
        var node = EngineCase.Node().Serving();
        var task = node.New("t", TimeSpan.FromSeconds(seconds));
        node.Submit(task);
        node.Advance(seconds + 5);
        node.Starts("t").ShouldBe([task.Spec.DueAt]);
    }

    [Fact]
    public void Of_what_is_due_the_most_urgent_starts_first_and_then_the_longest_ready()
    {
        var node = EngineCase.Node(capacity: 1).Serving();
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(1));
        node.Submit(node.New("first"));
        foreach (var priority in new[] { TaskPriority.Low, TaskPriority.Urgent, TaskPriority.Normal, TaskPriority.High, TaskPriority.Urgent })
        {
            node.Submit(node.New($"{priority}-{node.Now.Ticks}", change: template => template with { Priority = priority }));
            node.Advance(0.01);
        }

        node.Advance(20);
        node.Executor.Runs.Select(run => run.Attempt.Task.Value.Split('-')[0]).ShouldBe(["first", "Urgent", "Urgent", "High", "Normal", "Low"]);
        node.Executor.MostAtOnce.ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(1_800)]
    public void A_task_that_finds_no_slot_expires_exactly_at_the_end_of_its_ttl(int dueIn)
    {
        var node = EngineCase.Node(capacity: 1).Serving();
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromHours(2));
        node.Submit(node.New("busy", change: template => template with { Timeout = TimeSpan.FromHours(3) }));
        var task = node.New("t", TimeSpan.FromSeconds(dueIn), template => template with { Ttl = TimeSpan.FromSeconds(5) });
        node.Submit(task);
        node.Advance(dueIn + 10);
        var last = node.History("t")[^1];
        (last.Type, last.At).ShouldBe((TransitionType.Expired, task.Spec.DueAt.AddSeconds(5)));
        node.Starts("t").ShouldBeEmpty();
    }

    [Fact]
    public void More_tasks_than_one_pass_works_off_all_expire_at_their_time()
    {
        var node = EngineCase.Node(capacity: 1).Serving();
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromHours(1));
        node.Submit(node.New("busy", change: template => template with { Timeout = TimeSpan.FromHours(2) }));
        node.Store.Rates = new() { LatencyFrom = TimeSpan.FromMilliseconds(200), LatencyTo = TimeSpan.FromMilliseconds(200) };
        node.Submit([.. Enumerable.Range(0, 1_500).Select(i => node.New($"t{i}", change: template => template with { Ttl = TimeSpan.FromSeconds(10) }))]);
        node.Advance(15);
        node.Shard().Archive.Values.Count(task => task.State == TaskState.Expired).ShouldBe(1_500);
    }

    [Fact]
    public void A_failed_attempt_is_repeated_at_the_exact_end_of_its_back_off()
    {
        var node = EngineCase.Node().Serving();
        node.Executor.Script = _ => ScriptedAttempt.Fails(TimeSpan.FromSeconds(1));
        node.Submit(node.New("t"));
        var start = node.Now;
        node.Advance(200);
        node.Starts("t").Select(at => (at - start).TotalSeconds).ShouldBe([0, 11, 32, 73]);
        node.Stored("t")!.State.ShouldBe(TaskState.Failed);
    }

    [Fact]
    public void Ten_thousand_far_off_tasks_run_in_order_although_memory_holds_few_of_them()
    {
        var node = EngineCase.Node(
            capacity: 64, shards: settings => settings with { Horizon = TimeSpan.FromMinutes(1), PageSize = 50, MaxLivePerLane = 100 }).Serving();
        var start = node.Now;
        for (var batch = 0; batch < 20; batch++)
        {
            node.Submit([.. Enumerable.Range(batch * 500, 500).Select(i =>
                new NewTask(node.New($"t{i}").Spec with { DueAt = start.AddMinutes(5).AddMilliseconds((i * 7_919 % 10_000) * 50) }, IdChosenByCaller: false))]);
        }

        node.Advance(900);
        node.Shard().Archive.Count.ShouldBe(10_000);
        node.Executor.Runs.ShouldAllBe(run => run.At == node.Shard().Archive[run.Attempt.Task.Value].Spec.DueAt);
    }
}
