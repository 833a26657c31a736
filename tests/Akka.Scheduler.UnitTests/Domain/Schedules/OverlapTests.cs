using Akka.Scheduler.Domain.Schedules;
using Shouldly;
using Xunit;
using static Akka.Scheduler.UnitTests.Domain.Schedules.Given;

namespace Akka.Scheduler.UnitTests.Domain.Schedules;

public sealed class OverlapTests
{
    private static readonly Schedule Hourly = ByCron("0 * * * *") with { Overlap = OverlapPolicy.Queue };

    [Fact]
    public void What_cannot_start_waits_without_a_record_and_has_its_turn_in_order_one_at_a_time()
    {
        var cursor = ScheduleCursor.Start(Hourly);
        Fire(ref cursor, Hourly, "01:00", live: false).ShouldBe("01:00+");
        Fire(ref cursor, Hourly, "02:00", live: true).ShouldBe("");
        Fire(ref cursor, Hourly, "03:00", live: true).ShouldBe("");
        Held(cursor).ShouldBe("02:00 03:00");
        Fire(ref cursor, Hourly, "03:30", live: false).ShouldBe("02:00+");
        Fire(ref cursor, Hourly, "03:31", live: true).ShouldBe("");
        Fire(ref cursor, Hourly, "04:00", live: false).ShouldBe("03:00+");
        Held(cursor).ShouldBe("04:00");
        cursor.Runs.ShouldBe(3);
    }

    [Fact]
    public void What_has_waited_is_due_when_its_turn_comes_so_that_its_ttl_counts_from_then()
    {
        var cursor = ScheduleCursor.Start(Hourly);
        Fire(ref cursor, Hourly, "01:00", live: false);
        Fire(ref cursor, Hourly, "02:00", live: true);
        var plan = FiringPlan.Evaluate(Hourly, cursor, At("2026-11-21T02:40:00Z"), previousStillLive: false);
        plan.Occurrences.Single().Outcome.ShouldBeOfType<OccurrenceOutcome.Created>().DueAt.ShouldBe(At("2026-11-21T02:40:00Z"));
    }

    [Fact]
    public void A_full_queue_lets_no_more_in_and_says_so()
    {
        var cursor = ScheduleCursor.Start(Hourly) with { LastTask = new("s@x"), Held = [.. Enumerable.Range(0, Schedule.MostHeld).Select(i => Wait(Created.AddSeconds(-i)))] };
        Fire(ref cursor, Hourly, "01:00", live: true).ShouldBe("01:00-QueueFull");
        cursor.Held.Count.ShouldBe(Schedule.MostHeld);
    }

    [Fact]
    public void The_newest_takes_the_place_of_what_waits_and_has_the_previous_task_cancelled()
    {
        var schedule = Hourly with { Overlap = OverlapPolicy.CancelPrevious };
        var cursor = ScheduleCursor.Start(schedule);
        Fire(ref cursor, schedule, "01:00", live: false).ShouldBe("01:00+");
        var plan = FiringPlan.Evaluate(schedule, cursor, At("2026-11-21T02:00:00Z"), previousStillLive: true);
        plan.ToCancel.ShouldBe(OccurrenceId.Of(schedule.Id, At("2026-11-21T01:00:00Z")));
        cursor = plan.Cursor;
        Fire(ref cursor, schedule, "03:00", live: true).ShouldBe("02:00-Superseded");
        Held(cursor).ShouldBe("03:00");
        FiringPlan.Evaluate(schedule, cursor, At("2026-11-21T03:00:01Z"), previousStillLive: true).ToCancel.ShouldNotBeNull();
        Fire(ref cursor, schedule, "03:01", live: false).ShouldBe("03:00+");
        FiringPlan.Evaluate(schedule, cursor, At("2026-11-21T03:01:01Z"), previousStillLive: true).ToCancel.ShouldBeNull();
    }

    [Fact]
    public void What_waits_counts_towards_the_most_runs()
    {
        var schedule = Hourly with { MaxRuns = 2 };
        var cursor = ScheduleCursor.Start(schedule);
        Fire(ref cursor, schedule, "01:00", live: false).ShouldBe("01:00+");
        Fire(ref cursor, schedule, "02:00", live: true).ShouldBe("");
        Fire(ref cursor, schedule, "03:00", live: true).ShouldBe("03:00-MaxRuns");
        Fire(ref cursor, schedule, "03:10", live: false).ShouldBe("02:00+");
        FiringPlan.Evaluate(schedule, cursor, At("2026-11-21T03:10:01Z"), previousStillLive: false).NextWake.ShouldBeNull();
        cursor.Runs.ShouldBe(2);
    }

    [Fact]
    public void What_waits_goes_on_waiting_while_the_schedule_is_paused_and_runs_at_once_when_it_may_overlap()
    {
        var cursor = ScheduleCursor.Start(Hourly) with { LastTask = new("s@x"), Watermark = At("2026-11-21T03:00:00Z"), Held = [Wait(Created), Wait(Created.AddHours(1))] };
        var paused = ScheduleRules.Pause(Hourly, "night", "me", Created)!;
        FiringPlan.Evaluate(paused, cursor, At("2026-11-21T03:30:00Z"), previousStillLive: false).IsEmpty.ShouldBeTrue();
        Fire(ref cursor, Hourly with { Overlap = OverlapPolicy.Allow }, "03:30", live: true).ShouldBe("00:00+ 01:00+");
        cursor.Held.ShouldBeEmpty();
    }

    [Fact]
    public void While_something_waits_one_looks_again_after_half_a_second()
    {
        var cursor = ScheduleCursor.Start(Hourly) with { LastTask = new("s@x"), Held = [Wait(Created)] };
        var now = At("2026-11-21T00:30:00Z");
        FiringPlan.Evaluate(Hourly, cursor, now, previousStillLive: true).NextWake.ShouldBe(now + FiringPlan.HeldPoll);
        FiringPlan.Evaluate(Hourly, cursor, At("2026-11-21T00:59:59.900Z"), previousStillLive: true).NextWake.ShouldBe(At("2026-11-21T01:00:00Z"));
    }

    [Fact]
    public void Excluded_instants_are_skipped_in_one_record_and_the_latest_that_is_not_makes_up_for_those_missed()
    {
        var schedule = ByCron("0 * * * *") with { CatchUpWindow = TimeSpan.FromHours(12) };
        var night = ExclusionsTests.Of("UTC", new CalendarSpan.Instants(At("2026-11-21T02:00:00Z"), At("2026-11-21T04:00:00Z")));
        var plan = FiringPlan.Evaluate(schedule, ScheduleCursor.Start(schedule), At("2026-11-21T05:10:00Z"), previousStillLive: false, night);
        Short(plan).ShouldBe("01:00-Coalesced 02:00..03:00x2-Calendar 04:00-Coalesced 05:00+");
        var evening = ExclusionsTests.Of("UTC", new CalendarSpan.Instants(At("2026-11-21T04:00:00Z"), At("2026-11-22T04:00:00Z")));
        plan = FiringPlan.Evaluate(schedule, ScheduleCursor.Start(schedule), At("2026-11-21T05:10:00Z"), previousStillLive: false, evening);
        Short(plan).ShouldBe("01:00-Coalesced 02:00-Coalesced 03:00+ 04:00..05:00x2-Calendar");
    }

    private static HeldInstant Wait(DateTimeOffset at) => new(at, OccurrenceKind.Due, 1);

    private static string Fire(ref ScheduleCursor cursor, Schedule schedule, string time, bool live)
    {
        var plan = FiringPlan.Evaluate(schedule, cursor, At($"2026-11-21T{time}:00Z"), live);
        plan.IsEmpty.ShouldBe(plan.Cursor == cursor && plan.Occurrences.Count == 0);
        cursor = plan.Cursor;
        return Short(plan);
    }

    private static string Held(ScheduleCursor cursor) =>
        string.Join(' ', cursor.Held.Select(held => held.Nominal.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)));
}
