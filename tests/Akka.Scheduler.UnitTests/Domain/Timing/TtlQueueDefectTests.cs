using Akka.Scheduler.Domain.Timing;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Timing;

/// <summary>What the queue that this one learned from got wrong, one fact each.</summary>
public sealed class TtlQueueDefectTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1) + Tick;
    private static readonly TtlQueueOptions Sleepy = new() { DefaultDelay = TimeSpan.FromDays(1) };

    [Fact]
    public void A_distant_deadline_does_not_delay_a_retry()
    {
        var rig = new TtlQueueRig(Sleepy);
        rig.Poison("bad");
        rig.SetIn("bad", 0);
        rig.SetIn("distant", 3_600_000);

        rig.Run().Wake.ShouldBe(Rest);
        rig.RunAfter(Rest).Retried.ShouldBe(1);
    }

    [Fact]
    public void A_slow_submission_does_not_hold_up_the_failed_ones_behind_it()
    {
        var rig = new TtlQueueRig();
        rig.Poison("bad1", "bad2");
        foreach (var key in new[] { "slow", "bad1", "bad2" }) rig.SetIn(key, 0);
        rig.Run();

        rig.RunAfter(Rest).Retried.ShouldBe(2);

        rig.FiredKeys.ShouldBe(["bad1", "bad2"]);
    }

    [Fact]
    public void A_future_head_does_not_swallow_the_wish_to_run_again()
    {
        var rig = new TtlQueueRig(Sleepy);
        rig.SetMany("k", 11);
        rig.SetIn("future", 60_000);
        rig.Run();
        rig.Submissions.ForEach(submission => rig.Fail(submission));

        rig.RunAfter(Rest).ShouldBe(new TtlPass(10, 10, TimeSpan.Zero, Blocked: false));
        rig.Run().Retried.ShouldBe(1);
    }

    [Fact]
    public void A_throwing_callback_fails_its_own_entry_and_no_other()
    {
        var rig = new TtlQueueRig();
        rig.Poison("k0", "k2");
        rig.SetMany("k", 5);

        rig.Run().Fired.ShouldBe(5);

        rig.Queue.InFlight.ShouldBe(3);
        rig.RunAfter(Rest);
        rig.FiredKeys.ShouldBe(["k0", "k2"]);
    }

    [Fact]
    public void A_submission_whose_outcome_never_comes_is_taken_up_again_at_its_deadline()
    {
        var rig = new TtlQueueRig(Sleepy);
        rig.SetIn("a", 0);

        rig.Run().Wake.ShouldBe(TimeSpan.FromSeconds(30));
        rig.RunAfter(TimeSpan.FromSeconds(30) - Tick).ShouldBe(new TtlPass(0, 0, Tick, Blocked: false));
        rig.RunAfter(Tick).ShouldBe(new TtlPass(1, 1, TimeSpan.FromSeconds(30), Blocked: false));
    }

    [Fact]
    public void A_late_failure_of_the_first_submission_does_not_fail_the_second()
    {
        var rig = new TtlQueueRig();
        rig.SetIn("a", 0);
        rig.Run();
        var first = rig.Submissions.Single();
        rig.Queue.RoleChange(active: false);
        rig.Queue.RoleChange(active: true);
        rig.Run();
        var second = rig.Submissions.Single();

        rig.Fail(first).ShouldBeFalse();
        rig.Complete(first).ShouldBeFalse();

        rig.RunAfter(Rest).Fired.ShouldBe(0);
        rig.Complete(second).ShouldBeTrue();
    }

    [Fact]
    public void A_second_failure_of_one_submission_does_not_prolong_its_rest()
    {
        var rig = new TtlQueueRig();
        rig.SetIn("a", 0);
        rig.Run();
        var submission = rig.Submissions.Single();
        rig.Fail(submission).ShouldBeTrue();
        rig.Now += TimeSpan.FromMilliseconds(900);

        rig.Fail(submission).ShouldBeFalse();

        rig.RunAfter(TimeSpan.FromMilliseconds(100) + Tick).Fired.ShouldBe(1);
    }

    [Fact]
    public void Submissions_in_flight_are_bounded()
    {
        var rig = new TtlQueueRig(new TtlQueueOptions { MaxPending = 3 });
        rig.SetMany("k", 5);

        rig.Run().ShouldBe(new TtlPass(3, 0, TimeSpan.FromSeconds(1), Blocked: true));
        rig.Complete(rig.Submissions[0]).ShouldBeTrue();
        rig.Run().ShouldBe(new TtlPass(1, 0, TimeSpan.FromSeconds(1), Blocked: true));

        rig.FiredKeys.ShouldBe(["k3"]);
    }

    [Fact]
    public void Entries_that_failed_leave_their_place_in_flight_to_others()
    {
        var rig = new TtlQueueRig(new TtlQueueOptions { MaxPending = 1 });
        rig.Poison("k0", "k1");
        rig.SetMany("k", 3);

        rig.Run().ShouldBe(new TtlPass(3, 0, TimeSpan.FromSeconds(1), Blocked: false));
    }

    [Fact]
    public void A_change_of_role_fires_again_under_a_fresh_token_and_within_the_bound()
    {
        var rig = new TtlQueueRig(new TtlQueueOptions { MaxPending = 2 });
        rig.SetMany("k", 3);
        rig.Run();
        var before = rig.Submissions.Select(submission => submission.Token).ToArray();

        rig.Queue.RoleChange();
        rig.Run();

        rig.Queue.InFlight.ShouldBe(2);
        rig.Submissions.Select(submission => submission.Token).Intersect(before).ShouldBeEmpty();
    }

    [Fact]
    public void A_full_batch_with_nothing_else_ready_does_not_spin()
    {
        var rig = new TtlQueueRig();
        rig.SetMany("k", 50);
        rig.SetIn("future", 400);

        rig.Run().ShouldBe(new TtlPass(50, 0, TimeSpan.FromMilliseconds(400), Blocked: false));
    }
}
