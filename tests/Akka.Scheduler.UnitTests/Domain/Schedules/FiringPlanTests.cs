using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;
using Shouldly;
using Xunit;
using static Akka.Scheduler.UnitTests.Domain.Schedules.Given;

namespace Akka.Scheduler.UnitTests.Domain.Schedules;

public sealed class FiringPlanTests
{
    [Fact]
    public void Nothing_is_due_before_the_first_instant_and_the_cursor_stays()
    {
        var schedule = ByCron("0 3 * * *");
        var cursor = ScheduleCursor.Start(schedule);
        var plan = FiringPlan.Evaluate(schedule, cursor, At("2026-11-21T02:59:59.999Z"), false);
        plan.IsEmpty.ShouldBeTrue();
        plan.Cursor.ShouldBe(cursor);
        plan.NextWake.ShouldBe(At("2026-11-21T03:00:00Z"));
    }

    [Fact]
    public void A_due_instant_becomes_a_task_with_its_id_and_the_next_wake_is_the_next_instant()
    {
        var schedule = ByCron("0 3 * * *") with { Version = 7 };
        var plan = FiringPlan.Evaluate(schedule, ScheduleCursor.Start(schedule), At("2026-11-21T03:00:00.200Z"), false);
        var task = new TaskId("s@2026-11-21T03:00:00Z");
        var nominal = At("2026-11-21T03:00:00Z");
        plan.Occurrences.ShouldBe([new Occurrence(schedule.Id, 7, nominal, 0, new OccurrenceOutcome.Created(task, nominal))]);
        plan.Cursor.ShouldBe(new ScheduleCursor(schedule.Id, nominal, 1, task));
        plan.NextWake.ShouldBe(At("2026-11-22T03:00:00Z"));
        FiringPlan.Evaluate(schedule, plan.Cursor, At("2026-11-21T03:00:00.200Z"), true).IsEmpty.ShouldBeTrue();
    }

    [Theory]
    // Late by more than the threshold, all inside the window of an hour.
    [InlineData(MisfirePolicy.FireOnce, "00:10-Coalesced 00:20-Coalesced 00:30+")]
    [InlineData(MisfirePolicy.Skip, "00:10-Misfire 00:20-Misfire 00:30-Misfire")]
    [InlineData(MisfirePolicy.FireAll, "00:10+ 00:20+ 00:30+")]
    public void Missed_instants_follow_the_misfire_policy(MisfirePolicy policy, string expected)
    {
        var schedule = ByCron("*/10 * * * *") with { Misfire = policy, Overlap = OverlapPolicy.Allow };
        var plan = FiringPlan.Evaluate(schedule, ScheduleCursor.Start(schedule), At("2026-11-21T00:35:00Z"), false);
        Short(plan).ShouldBe(expected);
        plan.Cursor.Watermark.ShouldBe(At("2026-11-21T00:30:00Z"));
        plan.NextWake.ShouldBe(At("2026-11-21T00:40:00Z"));
    }

    [Theory]
    [InlineData(MisfirePolicy.FireOnce, "00:10-Coalesced 00:20+")]
    [InlineData(MisfirePolicy.Skip, "00:10-Misfire 00:20+")]
    [InlineData(MisfirePolicy.FireAll, "00:10+ 00:20+")]
    public void An_instant_that_is_not_late_fires_under_every_policy(MisfirePolicy policy, string expected)
    {
        var schedule = ByCron("*/10 * * * *") with { Misfire = policy, Overlap = OverlapPolicy.Allow };
        Short(FiringPlan.Evaluate(schedule, ScheduleCursor.Start(schedule), At("2026-11-21T00:20:05Z"), false)).ShouldBe(expected);
    }

    [Fact]
    public void A_hiccup_shorter_than_the_threshold_loses_no_second()
    {
        var schedule = ByCron("* * * * * *") with { Overlap = OverlapPolicy.Allow };
        var cursor = ScheduleCursor.Start(schedule);
        Short(FiringPlan.Evaluate(schedule, cursor, At("2026-11-21T00:00:03.5Z"), false)).ShouldBe("00:00:01+ 00:00:02+ 00:00:03+");
        Short(FiringPlan.Evaluate(schedule, cursor, At("2026-11-21T00:00:08Z"), false))
            .ShouldBe("00:00:01-Coalesced 00:00:02-Coalesced 00:00:03+ 00:00:04+ 00:00:05+ 00:00:06+ 00:00:07+ 00:00:08+");
    }

    [Theory]
    [InlineData(MisfirePolicy.FireOnce, "00:30..02:30x5-OutsideCatchUpWindow 03:00-Coalesced 03:30-Coalesced 04:00+")]
    [InlineData(MisfirePolicy.Skip, "00:30..02:30x5-OutsideCatchUpWindow 03:00-Misfire 03:30-Misfire 04:00-Misfire")]
    [InlineData(MisfirePolicy.FireAll, "00:30..02:30x5-OutsideCatchUpWindow 03:00+ 03:30+ 04:00+")]
    public void Instants_before_the_catch_up_window_share_one_record(MisfirePolicy policy, string expected)
    {
        var schedule = ByCron("*/30 * * * *") with { Misfire = policy, Overlap = OverlapPolicy.Allow, CatchUpWindow = TimeSpan.FromMinutes(70) };
        Short(FiringPlan.Evaluate(schedule, ScheduleCursor.Start(schedule), At("2026-11-21T04:10:00Z"), false)).ShouldBe(expected);
    }

    [Fact]
    public void The_edge_of_the_window_is_inside()
    {
        var schedule = ByCron("0 * * * *");
        var cursor = ScheduleCursor.Start(schedule);
        Short(FiringPlan.Evaluate(schedule, cursor, At("2026-11-21T02:00:00Z") - TimeSpan.FromTicks(1), false)).ShouldBe("01:00+");
        Short(FiringPlan.Evaluate(schedule, cursor, At("2026-11-21T02:00:00Z"), false)).ShouldBe("01:00-Coalesced 02:00+");
        Short(FiringPlan.Evaluate(schedule, cursor, At("2026-11-21T02:00:00Z") + TimeSpan.FromTicks(1), false)).ShouldBe("01:00-OutsideCatchUpWindow 02:00+");
    }

    [Fact]
    public void A_window_of_zero_still_fires_what_is_not_late()
    {
        var schedule = ByCron("0 * * * *") with { CatchUpWindow = TimeSpan.Zero };
        var cursor = ScheduleCursor.Start(schedule);
        Short(FiringPlan.Evaluate(schedule, cursor, At("2026-11-21T01:00:02Z"), false)).ShouldBe("01:00+");
        Short(FiringPlan.Evaluate(schedule, cursor, At("2026-11-21T01:00:06Z"), false)).ShouldBe("01:00-OutsideCatchUpWindow");
    }

    [Theory]
    [InlineData(OverlapPolicy.Skip, true, MisfirePolicy.FireOnce, "00:10-Coalesced 00:20-Overlap")]
    [InlineData(OverlapPolicy.Skip, false, MisfirePolicy.FireAll, "00:10+ 00:20-Overlap")]
    [InlineData(OverlapPolicy.Skip, true, MisfirePolicy.FireAll, "00:10-Overlap 00:20-Overlap")]
    [InlineData(OverlapPolicy.Allow, true, MisfirePolicy.FireAll, "00:10+ 00:20+")]
    public void A_live_previous_task_is_left_to_the_overlap_policy(OverlapPolicy overlap, bool live, MisfirePolicy misfire, string expected)
    {
        var schedule = ByCron("*/10 * * * *") with { Misfire = misfire, Overlap = overlap };
        Short(FiringPlan.Evaluate(schedule, ScheduleCursor.Start(schedule), At("2026-11-21T00:25:00Z"), live)).ShouldBe(expected);
    }

    [Fact]
    public void A_skip_for_overlap_is_no_run_and_keeps_the_last_task()
    {
        var schedule = ByCron("0 * * * *");
        var first = FiringPlan.Evaluate(schedule, ScheduleCursor.Start(schedule), At("2026-11-21T01:00:00Z"), false);
        var second = FiringPlan.Evaluate(schedule, first.Cursor, At("2026-11-21T02:00:00Z"), true);
        second.Cursor.ShouldBe(first.Cursor with { Watermark = At("2026-11-21T02:00:00Z") });
    }

    [Fact]
    public void After_the_last_run_the_rest_is_one_record_and_nothing_wakes_again()
    {
        var schedule = ByCron("*/10 * * * *") with { Misfire = MisfirePolicy.FireAll, Overlap = OverlapPolicy.Allow, MaxRuns = 2 };
        var plan = FiringPlan.Evaluate(schedule, ScheduleCursor.Start(schedule), At("2026-11-21T00:55:00Z"), false);
        Short(plan).ShouldBe("00:10+ 00:20+ 00:30..00:50x3-MaxRuns");
        plan.Cursor.Runs.ShouldBe(2);
        plan.NextWake.ShouldBeNull();
    }

    [Fact]
    public void A_paused_schedule_does_not_wake_and_its_instants_share_one_record()
    {
        var schedule = ScheduleRules.Pause(ByCron("*/10 * * * *"), "night", "ann", Created).ShouldNotBeNull();
        var plan = FiringPlan.Evaluate(schedule, ScheduleCursor.Start(schedule), At("2026-11-23T00:05:00Z"), false);
        Short(plan).ShouldBe("00:10..00:00x288-Paused");
        plan.NextWake.ShouldBeNull();
        plan.Cursor.Watermark.ShouldBe(At("2026-11-23T00:00:00Z"));

        var resumed = ScheduleRules.Resume(schedule).ShouldNotBeNull();
        var next = FiringPlan.Evaluate(resumed, plan.Cursor.Settled(At("2026-11-23T00:05:00Z")), At("2026-11-23T00:05:00Z"), false);
        next.IsEmpty.ShouldBeTrue();
        next.NextWake.ShouldBe(At("2026-11-23T00:10:00Z"));
    }

    [Fact]
    public void The_end_is_the_last_instant_and_then_nothing_wakes_again()
    {
        var schedule = ByCron("0 * * * *") with { EndAt = At("2026-11-21T02:00:00Z"), Misfire = MisfirePolicy.FireAll, Overlap = OverlapPolicy.Allow };
        var plan = FiringPlan.Evaluate(schedule, ScheduleCursor.Start(schedule), At("2026-11-21T02:00:00Z"), false);
        Short(plan).ShouldBe("01:00+ 02:00+");
        plan.NextWake.ShouldBeNull();
        Short(FiringPlan.Evaluate(schedule, ScheduleCursor.Start(schedule), At("2026-11-30T00:00:00Z"), false)).ShouldBe("01:00..02:00x2-OutsideCatchUpWindow");
    }

    [Fact]
    public void A_year_of_missed_seconds_is_one_record_and_the_window_follows_in_bounded_steps()
    {
        var schedule = ByCron("@every_second") with { Overlap = OverlapPolicy.Allow };
        var now = At("2027-11-21T00:00:00.5Z");
        var cursor = ScheduleCursor.Start(schedule);
        var created = 0L;
        var accounted = 0L;
        var rounds = 0;
        for (var plan = FiringPlan.Evaluate(schedule, cursor, now, false); !plan.IsEmpty; plan = FiringPlan.Evaluate(schedule, cursor, now, false))
        {
            plan.Occurrences.Count.ShouldBeLessThanOrEqualTo(FiringPlan.MaxOccurrences);
            created += plan.Occurrences.Count(occurrence => occurrence.Outcome is OccurrenceOutcome.Created);
            accounted += plan.Occurrences.Sum(occurrence => occurrence.Outcome is OccurrenceOutcome.Skipped skipped ? skipped.Count : 1);
            cursor = plan.Cursor;
            rounds++;
            plan.NextWake.ShouldBe(cursor.Watermark < At("2027-11-21T00:00:00Z") ? now : At("2027-11-21T00:00:01Z"));
        }

        rounds.ShouldBe(4);
        accounted.ShouldBe(365 * 86_400);
        created.ShouldBe(5);
    }

    [Fact]
    public void A_single_instant_in_the_past_is_due_at_once_and_only_once()
    {
        var schedule = With(new Trigger.At(At("2026-11-20T23:59:00Z")));
        var plan = FiringPlan.Evaluate(schedule, ScheduleCursor.Start(schedule), Created, false);
        Short(plan).ShouldBe("23:59+");
        plan.NextWake.ShouldBeNull();
        FiringPlan.Evaluate(schedule, plan.Cursor, At("2027-01-01T00:00:00Z"), false).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_clock_that_went_back_makes_nothing_due_and_never_moves_the_watermark_back()
    {
        var schedule = ByCron("0 * * * *");
        var plan = FiringPlan.Evaluate(schedule, ScheduleCursor.Start(schedule), At("2026-11-21T05:00:00Z"), false);
        var again = FiringPlan.Evaluate(schedule, plan.Cursor, At("2026-11-21T03:00:00Z"), false);
        again.IsEmpty.ShouldBeTrue();
        again.Cursor.ShouldBe(plan.Cursor);
        again.NextWake.ShouldBe(At("2026-11-21T06:00:00Z"));
        plan.Cursor.Settled(At("2026-11-21T03:00:00Z")).ShouldBe(plan.Cursor);
    }

    [Fact]
    public void A_wall_time_shown_twice_is_two_instants_with_folds_and_ids_of_their_own()
    {
        var schedule = ByCron("30 * * * *", "Europe/Berlin") with
        {
            CreatedAt = At("2026-10-24T23:50:00Z"),
            Misfire = MisfirePolicy.FireAll,
            Overlap = OverlapPolicy.Allow,
            CatchUpWindow = TimeSpan.FromHours(2),
        };
        var plan = FiringPlan.Evaluate(schedule, ScheduleCursor.Start(schedule), At("2026-10-25T01:40:00Z"), false);
        plan.Occurrences.Select(occurrence => occurrence.Fold).ShouldBe([0, 1]);
        plan.Occurrences.Select(occurrence => ((OccurrenceOutcome.Created)occurrence.Outcome).Task.Value)
            .ShouldBe(["s@2026-10-25T00:30:00Z", "s@2026-10-25T01:30:00Z"]);
    }
}
