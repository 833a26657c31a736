using Akka.Scheduler.Domain.Schedules;
using Shouldly;
using Xunit;
using static Akka.Scheduler.UnitTests.Domain.Schedules.Given;

namespace Akka.Scheduler.UnitTests.Domain.Schedules;

public sealed class ScheduleRulesTests
{
    [Fact]
    public void A_plain_schedule_has_no_problems_and_the_documented_defaults()
    {
        var schedule = ByCron("0 3 * * *", "Europe/Berlin");
        ScheduleRules.Problems(schedule).ShouldBeEmpty();
        schedule.Misfire.ShouldBe(MisfirePolicy.FireOnce);
        schedule.Overlap.ShouldBe(OverlapPolicy.Skip);
        schedule.CatchUpWindow.ShouldBe(TimeSpan.FromHours(1));
        schedule.Jitter.ShouldBe(TimeSpan.Zero);
        schedule.TimeZoneId.ShouldBe("Europe/Berlin");
        schedule.Enabled.ShouldBeTrue();
    }

    [Fact]
    public void Every_problem_is_reported_at_once_by_field()
    {
        var schedule = ByCron("0 0 30 2 *") with
        {
            Id = new ScheduleId("a@b"),
            StartAt = Created,
            EndAt = Created.AddDays(-1),
            MaxRuns = 0,
            Jitter = TimeSpan.FromDays(2),
            CatchUpWindow = TimeSpan.FromSeconds(-1),
            Calendars = new([.. Enumerable.Range(0, 17).Select(i => new CalendarId($"c{i}"))]),
        };
        var problems = ScheduleRules.Problems(schedule);
        problems.Select(problem => problem.Field).ShouldBe(["id", "cron", "endAt", "maxRuns", "jitter", "catchUpWindow", "calendars"]);
        problems[1].Message.ShouldBe("'0 0 30 2 *' never occurs: no month has such a day");
    }

    [Theory]
    [InlineData(99)]
    [InlineData(1000.5)]
    [InlineData(400_000_000_000)]
    public void An_interval_out_of_range_or_finer_than_a_millisecond_is_refused(double milliseconds) =>
        ScheduleRules.Problems(Every(TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond)))).ShouldHaveSingleItem().Field.ShouldBe("every");

    [Fact]
    public void An_instant_outside_start_and_end_is_refused() =>
        ScheduleRules.Problems(With(new Trigger.At(Created)) with { StartAt = Created.AddDays(1) }).ShouldHaveSingleItem().Field.ShouldBe("at");

    [Fact]
    public void Pausing_and_resuming_change_the_version_once_each()
    {
        var schedule = ByCron("0 3 * * *");
        var paused = ScheduleRules.Pause(schedule, "broken", "ann", Created.AddHours(1)).ShouldNotBeNull();
        paused.Pause.ShouldBe(new SchedulePause("broken", "ann", Created.AddHours(1)));
        paused.Enabled.ShouldBeFalse();
        paused.Version.ShouldBe(2);
        ScheduleRules.Pause(paused, "again", "bob", Created.AddHours(2)).ShouldBeNull();

        var resumed = ScheduleRules.Resume(paused).ShouldNotBeNull();
        resumed.ShouldBe(schedule with { Version = 3 });
        ScheduleRules.Resume(resumed).ShouldBeNull();
    }

    [Fact]
    public void Replacing_keeps_the_creation_and_counts_the_version_only_for_a_difference()
    {
        var labels = new Dictionary<string, string> { ["team"] = "a" };
        var current = ByCron("@hourly") with { Version = 4 };
        current = current with { Task = current.Task with { Labels = labels } };
        var wanted = ByCron("@hourly") with { CreatedAt = Created.AddDays(1) };
        wanted = wanted with { Task = wanted.Task with { Labels = new Dictionary<string, string>(labels) } };
        ScheduleRules.Replace(current, wanted).ShouldBeNull();

        var other = ScheduleRules.Replace(current, wanted with { Name = "other" }).ShouldNotBeNull();
        (other.Version, other.CreatedAt, other.Name).ShouldBe((5, Created, "other"));
        ScheduleRules.Replace(current, ByCron("0 * * * *") with { Task = wanted.Task }).ShouldNotBeNull("the same instants, written differently");
        ScheduleRules.Replace(current, current with { Task = current.Task with { Labels = new Dictionary<string, string> { ["team"] = "b" } } }).ShouldNotBeNull();
    }

    [Fact]
    public void A_change_settles_the_cursor_so_that_the_new_version_owes_nothing_of_the_past()
    {
        var daily = ByCron("0 3 * * *");
        var now = At("2026-11-21T12:00:00Z");
        var settled = FiringPlan.Evaluate(daily, ScheduleCursor.Start(daily), now, false).Cursor.Settled(now);
        var often = ScheduleRules.Replace(daily, ByCron("*/5 * * * *")).ShouldNotBeNull();
        var plan = FiringPlan.Evaluate(often, settled, now.AddSeconds(1), false);
        plan.IsEmpty.ShouldBeTrue();
        plan.NextWake.ShouldBe(At("2026-11-21T12:05:00Z"));
    }

    [Fact]
    public void A_created_occurrence_asks_for_the_template_under_its_id_when_it_is_due()
    {
        var schedule = ByCron("0 3 * * *") with { Jitter = TimeSpan.FromMinutes(10) };
        var now = At("2026-11-21T03:00:01Z");
        var plan = FiringPlan.Evaluate(schedule, ScheduleCursor.Start(schedule), now, false);
        var spec = OccurrenceTask.SpecOf(schedule, plan.Occurrences[0], now).ShouldNotBeNull();
        spec.Id.Value.ShouldBe("s@2026-11-21T03:00:00Z");
        spec.ScheduleId.ShouldBe("s");
        spec.ScheduledTime.ShouldBe(At("2026-11-21T03:00:00Z"));
        spec.DueAt.ShouldBe(ScheduleClock.DueAt(schedule, At("2026-11-21T03:00:00Z")));
        spec.CreatedAt.ShouldBe(now);
        spec.Template.ShouldBe(schedule.Task);

        var skipped = FiringPlan.Evaluate(schedule, ScheduleCursor.Start(schedule), now, true);
        OccurrenceTask.SpecOf(schedule, skipped.Occurrences[0], now).ShouldBeNull();
    }

    [Fact]
    public void Spread_values_of_a_cron_trigger_are_picked_by_the_id_of_the_schedule()
    {
        var one = Trigger.Cron.Parse("H H * * *", TimeZoneInfo.Utc, new ScheduleId("one"));
        var two = Trigger.Cron.Parse("H H * * *", TimeZoneInfo.Utc, new ScheduleId("two"));
        one.ShouldNotBe(two);
        one.ShouldBe(Trigger.Cron.Parse("H H * * *", TimeZoneInfo.Utc, new ScheduleId("one")));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(599_999, null)]
    [InlineData(600_000, "phase")]
    [InlineData(-1, "phase")]
    public void A_phase_is_less_than_its_interval(int milliseconds, string? field)
    {
        var schedule = With(new Trigger.Every(TimeSpan.FromMinutes(10), TimeSpan.FromMilliseconds(milliseconds)));
        ScheduleRules.Problems(schedule).Select(problem => problem.Field).ShouldBe(field is null ? [] : [field]);
    }

    [Fact]
    public void A_replacement_that_says_nothing_of_the_pause_keeps_it_and_one_that_pauses_keeps_who_did_it_first()
    {
        var running = ByCron("0 3 * * *");
        var paused = ScheduleRules.Pause(running, "audit", "ann", Created)!;
        ScheduleRules.Replace(paused, running, keepPause: true).ShouldBeNull();
        ScheduleRules.Replace(paused, running)!.Pause.ShouldBeNull();
        ScheduleRules.Replace(paused, running with { Pause = new(null, "bob", Created.AddDays(1)) }).ShouldBeNull();
        var named = ScheduleRules.Replace(paused, running with { Name = "nightly" }, keepPause: true)!;
        (named.Pause, named.Version).ShouldBe((paused.Pause, paused.Version + 1));
    }
}
