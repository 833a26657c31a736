using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine;

public sealed class AttemptTests
{
    [Theory]
    [InlineData(true, 30)]
    [InlineData(false, 35)]
    public void An_attempt_ends_at_its_deadline_and_one_that_does_not_obey_is_given_up_soon_after(bool obeys, int seconds)
    {
        var node = EngineCase.Node().Serving();
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromHours(1)) with { Obeys = obeys };
        node.Submit(node.New("t", change: template => template with { Timeout = TimeSpan.FromSeconds(30), Retry = RetryPolicy.None }));
        var start = node.Now;
        node.Advance(40);
        var failed = node.Stored("t")!;
        (failed.State, failed.Reason, failed.FinishedAt).ShouldBe((TaskState.Failed, "timeout", start.AddSeconds(seconds)));
    }

    [Fact]
    public void A_waiting_task_is_cancelled_at_once_and_a_running_one_when_its_attempt_obeys()
    {
        var node = EngineCase.Node().Serving();
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromHours(1));
        node.Submit(node.New("waiting", TimeSpan.FromHours(9)), node.New("running"));
        node.Advance(1);
        foreach (var id in new[] { "waiting", "running" }) node.Apply(id, new TaskCommand.Cancel("enough")).ShouldBeOfType<CommandReply.Done>();
        node.Advance(0.1);
        node.Steps("waiting").ShouldBe([TransitionType.Created, TransitionType.Cancelled]);
        node.Steps("running").ShouldBe([TransitionType.Created, TransitionType.Started, TransitionType.CancelRequested, TransitionType.Cancelled]);
    }

    [Fact]
    public void Commands_on_tasks_that_are_not_there_or_not_fit_are_told_why()
    {
        var node = EngineCase.Node().Serving();
        node.Apply("none", new TaskCommand.Cancel(null)).ShouldBeOfType<CommandReply.NotFound>();
        node.Submit(node.New("t"));
        node.Advance(1);
        node.Apply("t", new TaskCommand.Cancel(null)).ShouldBeOfType<CommandReply.Conflict>();
    }

    [Fact]
    public void A_finished_task_runs_again_on_command()
    {
        var node = EngineCase.Node().Serving();
        node.Submit(node.New("t"));
        node.Advance(1);
        node.Apply("t", new TaskCommand.Redrive()).ShouldBeOfType<CommandReply.Done>();
        node.Advance(1);
        (node.Stored("t")!.State, node.Stored("t")!.Attempt, node.Starts("t").Length).ShouldBe((TaskState.Succeeded, 2, 2));
        node.ShouldBeSound();
    }

    [Theory]
    [InlineData(20, 5)]
    [InlineData(20, 60)]
    [InlineData(7_200, 5)]
    public void A_new_due_instant_holds_from_then_on(int before, int after)
    {
        var node = EngineCase.Node().Serving();
        node.Submit(node.New("t", TimeSpan.FromSeconds(before)));
        var due = node.Now.AddSeconds(after);
        node.Apply("t", new TaskCommand.Change(new(TaskPriority.Urgent, due, null))).ShouldBeOfType<CommandReply.Done>();
        node.Advance(100);
        node.Starts("t").ShouldBe([due]);
    }

    [Fact]
    public void A_new_priority_counts_while_the_task_is_ready()
    {
        var node = EngineCase.Node(capacity: 1).Serving();
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(1));
        node.Submit(node.New("busy"));
        foreach (var id in new[] { "a", "b", "c" }) node.Submit(node.New(id));
        node.Apply("c", new TaskCommand.Change(new(TaskPriority.High, null, null)));
        node.Advance(10);
        node.Executor.Runs.Select(run => run.Attempt.Task.Value).ShouldBe(["busy", "c", "a", "b"]);
    }

    [Fact]
    public void An_end_that_is_said_again_while_the_store_is_away_is_recorded_once()
    {
        var node = EngineCase.Node().Serving();
        node.Executor.Script = attempt => attempt.Number == 1 ? ScriptedAttempt.Fails(TimeSpan.FromSeconds(2)) : ScriptedAttempt.Succeeds();
        node.Submit(node.New("t"));
        node.Advance(1);
        node.Store.Outage = true;
        node.Advance(15);
        node.Store.Outage = false;
        node.Advance(60);
        node.Steps("t").ShouldBe(
            [TransitionType.Created, TransitionType.Started, TransitionType.RetryScheduled, TransitionType.Started, TransitionType.Succeeded]);
    }

    [Fact]
    public void A_grant_that_comes_too_late_starts_nothing_and_does_not_count()
    {
        var node = EngineCase.Node().Serving();
        node.Submit(node.New("t", TimeSpan.FromSeconds(1)));
        node.Advance(0.9);
        node.Store.Outage = true;
        node.Advance(8);
        node.Store.Outage = false;
        node.Advance(10);
        node.Steps("t").ShouldBe(
            [TransitionType.Created, TransitionType.Started, TransitionType.Returned, TransitionType.Started, TransitionType.Succeeded]);
        (node.Stored("t")!.Attempt, node.Starts("t").Length).ShouldBe((1, 1));
    }

    [Fact]
    public void No_more_attempts_run_at_once_than_the_worker_has_slots_and_no_slot_stays_empty()
    {
        var node = EngineCase.Node(capacity: 3).Serving();
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(1));
        node.Submit([.. Enumerable.Range(0, 12).Select(i => node.New($"t{i}"))]);
        node.Advance(4);
        (node.Executor.MostAtOnce, node.Shard().Archive.Count).ShouldBe((3, 12));
    }

    [Fact]
    public void A_change_of_capacity_never_lets_more_attempts_run_than_it_says()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var node = EngineCase.Node(seed, capacity: 2).Serving();
            node.Store.Rates = new() { LatencyFrom = TimeSpan.FromMilliseconds(50), LatencyTo = TimeSpan.FromMilliseconds(400) };
            node.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(2));
            node.Submit([.. Enumerable.Range(0, 30).Select(i => node.New($"t{i}"))]);
            for (var i = 0; i < 40; i++)
            {
                node.Host.Worker.Tell(new WorkerMessage.SetCapacity(2));
                node.Advance(0.3);
            }

            node.Advance(60);
            (node.Executor.MostAtOnce, node.Shard().Archive.Count).ShouldBe((2, 30), $"seed {seed}");
        }
    }

    [Fact]
    public void A_raised_capacity_is_used_at_once()
    {
        var node = EngineCase.Node(capacity: 1).Serving();
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(10));
        node.Submit([.. Enumerable.Range(0, 4).Select(i => node.New($"t{i}"))]);
        node.Host.Worker.Tell(new WorkerMessage.SetCapacity(4));
        node.Advance(0.1);
        node.Executor.Running.ShouldBe(4);
    }
}
