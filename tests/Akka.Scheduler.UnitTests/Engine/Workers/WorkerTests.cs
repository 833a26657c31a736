using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine.Workers;

public sealed class WorkerTests
{
    [Fact]
    public void Free_slots_are_offered_at_once_and_again_each_second()
    {
        var world = new WorkerCase();
        world.LastOffer.Limit.ShouldBe(4);
        var first = world.LastOffer.Stamp;
        world.Advance(1);
        world.LastOffer.Stamp.ShouldBeGreaterThan(first);
    }

    [Fact]
    public void What_was_offered_before_counts_until_the_dispatcher_says_what_it_spent()
    {
        var world = new WorkerCase();
        var before = world.LastOffer.Stamp;
        world.Advance(1);
        world.LastOffer.Limit.ShouldBe(0);
        world.Tell(new WorkerMessage.Standing(new("d", Guid.Empty), 1, world.LastOffer.Stamp, [new(before, 1)], 0));
        world.LastOffer.Limit.ShouldBe(3);
    }

    [Fact]
    public void While_the_lease_is_not_trusted_nothing_starts_and_nothing_is_offered_and_what_runs_goes_on()
    {
        var world = new WorkerCase();
        world.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(3));
        world.Tell(world.Run());
        world.Distrust();
        world.Tell(world.Run());
        world.Ends.ShouldHaveSingleItem().ShouldBeOfType<AttemptOutcome.NotRun>();
        var offered = world.LastOffer.Stamp;
        world.Advance(4);
        world.Ends.OfType<AttemptOutcome.Succeeded>().ShouldNotBeEmpty();
        world.LastOffer.Limit.ShouldBe(0);
        world.LastOffer.Stamp.ShouldBeGreaterThan(offered);
        world.Trust();
        world.Advance(2);
        world.Tell(new WorkerMessage.Standing(new("d", Guid.Empty), 1, world.LastOffer.Stamp, [], 0));
        world.LastOffer.Limit.ShouldBe(4);
    }

    [Fact]
    public void A_worker_of_a_node_that_is_trusted_soon_offers_soon()
    {
        var world = new WorkerCase(trusted: false);
        world.LastOffer.Limit.ShouldBe(0);
        world.Trust();
        world.Advance(0.2);
        world.LastOffer.Limit.ShouldBe(4);
    }

    [Fact]
    public void A_lost_lease_stops_what_runs()
    {
        var world = new WorkerCase();
        world.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromHours(1));
        world.Tell(world.Run(), world.Run(delivery: DeliveryGuarantee.AtMostOnce));
        world.Lease.Lose();
        world.Advance(0.1);
        world.Executor.Running.ShouldBe(0);
        world.Ends.OfType<AttemptOutcome.NotRun>().Count().ShouldBe(1);
        world.Ends.OfType<AttemptOutcome.Failed>().ShouldHaveSingleItem().Reason.ShouldBe("lost");
    }

    [Fact]
    public void A_grant_that_comes_again_starts_once_whenever_it_comes()
    {
        var world = new WorkerCase();
        var run = world.Run();
        world.Tell(run, run);
        world.Tell(run);
        world.Tell(new WorkerMessage.Recorded(run.Task.Open!.Id), run);
        world.Advance(3);
        world.Tell(run);
        world.Executor.Runs.Count.ShouldBe(1);
    }

    [Fact]
    public void An_attempt_that_the_worker_disowned_does_not_start_when_its_grant_comes_after_all()
    {
        var world = new WorkerCase();
        var late = world.Run();
        world.Tell(new WorkerMessage.Reattach([new(late.Task.Id, late.Task.Open!.Id)], world.Owner));
        world.Owner.Told.OfType<ShardMessage.AttemptUnknown>().Count().ShouldBe(1);
        world.Advance(2);
        world.Tell(late);
        world.Advance(10);
        world.Executor.Runs.ShouldBeEmpty();
    }

    [Fact]
    public void A_grant_on_a_credit_that_was_never_given_or_is_spent_is_given_back()
    {
        var world = new WorkerCase();
        world.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromHours(1));
        world.Tell(world.Run(stamp: 77));
        world.Tell(world.Run(), world.Run(), world.Run(), world.Run(), world.Run());
        world.Ends.OfType<AttemptOutcome.NotRun>().Count().ShouldBe(2);
        world.Executor.Running.ShouldBe(4);
    }

    [Fact]
    public void An_end_that_nobody_answers_is_told_to_whoever_owns_the_task_now()
    {
        var world = new WorkerCase();
        var other = new ListRef<ShardMessage>("other");
        world.Tell(world.Run());
        world.Owners.Set(0, other);
        world.Advance(3);
        other.Told.OfType<ShardMessage.AttemptEnded>().ShouldNotBeEmpty();
    }

    [Fact]
    public void A_drained_worker_lets_attempts_end_within_the_grace_and_gives_the_rest_back()
    {
        var world = new WorkerCase();
        var answer = new ListRef<WorkerDrained>("drained");
        world.Executor.Script = attempt => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(attempt.Task.Value == "t-1" ? 2 : 60));
        var (quick, slow, late) = (world.Run(), world.Run(), world.Run());
        world.Tell(quick, slow, new WorkerMessage.Drain(TimeSpan.FromSeconds(5), ForGood: false, answer), late);
        world.Ends.ShouldHaveSingleItem().ShouldBeOfType<AttemptOutcome.NotRun>();
        world.Advance(6);
        world.Ends.OfType<AttemptOutcome.Succeeded>().Count().ShouldBeGreaterThan(0);
        foreach (var run in new[] { quick, slow, late }) world.Tell(new WorkerMessage.Recorded(run.Task.Open!.Id));
        world.Advance(1);
        answer.Told.ShouldBe([new WorkerDrained(1)]);
        world.LastOffer.Limit.ShouldBe(0);
    }

    [Fact]
    public void What_an_attempt_says_of_its_progress_is_told_once_with_the_next_tick()
    {
        var world = new WorkerCase();
        world.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromHours(1));
        world.Tell(world.Run(), world.Run());
        world.Advance(3);
        world.Owner.Told.ShouldBeEmpty();
        world.Executor.Runs[1].Attempt.Progress.Report(0.5, "half");
        world.Advance(3);
        var note = world.Owner.Told.ShouldHaveSingleItem().ShouldBeOfType<ShardMessage.StillRunning>().Attempts.ShouldHaveSingleItem();
        (note.Task.Value, note.Progress!.Fraction, note.Progress.Note).ShouldBe(("t-2", 0.5, "half"));
    }

    [Fact]
    public void A_drained_worker_that_is_resumed_offers_its_slots_again_and_what_runs_is_not_stopped_any_more()
    {
        var world = new WorkerCase();
        world.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(60));
        world.Tell(world.Run(), new WorkerMessage.Drain(TimeSpan.FromSeconds(5), ForGood: false, new ListRef<WorkerDrained>("drained")));
        world.Advance(2);
        world.LastOffer.Limit.ShouldBe(0);
        world.Tell(WorkerMessage.Resume.Instance);
        world.Tell(new WorkerMessage.Standing(new("d", Guid.Empty), 1, world.LastOffer.Stamp, [], 0));
        world.LastOffer.Limit.ShouldBe(3);
        world.Tell(world.Run());
        world.Advance(20);
        world.Executor.Running.ShouldBe(2);
    }

    [Fact]
    public void A_worker_whose_node_stops_is_not_resumed_and_its_node_hears_of_its_end()
    {
        var world = new WorkerCase();
        var (stop, command) = (new ListRef<WorkerDrained>("stop"), new ListRef<WorkerDrained>("command"));
        world.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(3));
        var run = world.Run();
        world.Tell(run, new WorkerMessage.Drain(TimeSpan.FromSeconds(5), ForGood: true, stop));
        world.Tell(new WorkerMessage.Drain(TimeSpan.FromSeconds(1), ForGood: false, command), WorkerMessage.Resume.Instance);
        world.Advance(4);
        world.Tell(new WorkerMessage.Recorded(run.Task.Open!.Id), new WorkerMessage.Standing(new("d", Guid.Empty), 1, world.LastOffer.Stamp, [], 0));
        world.LastOffer.Limit.ShouldBe(0);
        stop.Told.ShouldBe([new WorkerDrained(0)]);
        command.Told.ShouldBeEmpty();
    }

    [Fact]
    public void A_new_weight_and_capacity_are_told_with_the_next_offer()
    {
        var world = new WorkerCase();
        world.Tell(new WorkerMessage.SetWeight(3), new WorkerMessage.SetCapacity(9));
        (world.LastOffer.Profile!.Weight, world.LastOffer.Load.Capacity).ShouldBe((3, 9));
    }
}
