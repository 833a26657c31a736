using Akka.Scheduler.Domain.Schedules;
using Shouldly;
using Xunit;
using static Akka.Scheduler.UnitTests.Domain.Schedules.Given;

namespace Akka.Scheduler.UnitTests.Domain.Schedules;

public sealed class ScheduleClockTests
{
    [Fact]
    public void A_preview_lists_the_next_instants_in_the_zone()
    {
        ScheduleClock.Upcoming(ByCron("0 9 * * MON", "America/New_York"), At("2026-10-25T00:00:00Z"), 3)
            .ShouldBe([At("2026-10-26T13:00:00Z"), At("2026-11-02T14:00:00Z"), At("2026-11-09T14:00:00Z")]);
    }

    [Fact]
    public void An_interval_without_a_start_begins_one_interval_after_the_creation_and_keeps_its_phase()
    {
        var schedule = Every(TimeSpan.FromMinutes(7)) with { CreatedAt = At("2026-11-21T10:01:02.3456Z") };
        ScheduleClock.Next(schedule, DateTimeOffset.MinValue).ShouldBe(At("2026-11-21T10:08:02.345Z"));
        ScheduleClock.Next(schedule, At("2026-11-21T10:08:02.344Z")).ShouldBe(At("2026-11-21T10:08:02.345Z"));
        ScheduleClock.Next(schedule, At("2026-11-21T10:08:02.345Z")).ShouldBe(At("2026-11-21T10:15:02.345Z"));
        ScheduleClock.Next(schedule, At("2027-11-21T10:00:00Z")).ShouldBe(At("2027-11-21T10:03:02.345Z"));
    }

    [Fact]
    public void An_interval_with_a_start_begins_there()
    {
        var schedule = Every(TimeSpan.FromMinutes(10)) with { StartAt = At("2026-12-01T00:05:00+01:00") };
        ScheduleClock.Upcoming(schedule, Created, 2).ShouldBe([At("2026-11-30T23:05:00Z"), At("2026-11-30T23:15:00Z")]);
        var past = schedule with { StartAt = At("2020-01-01T00:03:00Z") };
        ScheduleClock.Next(past, Created).ShouldBe(At("2026-11-21T00:03:00Z"));
    }

    [Fact]
    public void Start_and_end_are_included()
    {
        var schedule = ByCron("0 * * * *") with { StartAt = At("2026-11-21T03:00:00Z"), EndAt = At("2026-11-21T04:00:00Z") };
        ScheduleClock.Upcoming(schedule, Created, 10).ShouldBe([At("2026-11-21T03:00:00Z"), At("2026-11-21T04:00:00Z")]);
    }

    [Fact]
    public void A_single_instant_comes_once_without_its_parts_of_a_millisecond()
    {
        var schedule = With(new Trigger.At(At("2026-11-21T03:00:00.1239Z")));
        ScheduleClock.Upcoming(schedule, Created, 10).ShouldBe([At("2026-11-21T03:00:00.123Z")]);
    }

    [Fact]
    public void The_end_of_the_calendar_is_an_end_and_not_an_error()
    {
        ScheduleClock.Next(ByCron("* * * * * *"), DateTimeOffset.MaxValue).ShouldBeNull();
        ScheduleClock.Next(Every(TimeSpan.FromDays(300)), At("9999-12-14T00:00:00Z")).ShouldBeNull();
        ScheduleClock.Next(With(new Trigger.At(Created)), DateTimeOffset.MaxValue).ShouldBeNull();
    }

    [Fact]
    public void Jitter_is_less_than_its_bound_spread_evenly_and_the_same_for_ever()
    {
        var schedule = ByCron("* * * * *") with { Jitter = TimeSpan.FromSeconds(60) };
        var shares = ScheduleClock.Upcoming(schedule, Created, 2_000).Select(at => (ScheduleClock.DueAt(schedule, at) - at).TotalSeconds).ToArray();
        shares.ShouldAllBe(share => share >= 0 && share < 60);
        shares.Average().ShouldBeInRange(28, 32);
        ScheduleClock.DueAt(schedule, Created).ShouldBe(At("2026-11-21T00:00:35.630Z"));
        ScheduleClock.DueAt(schedule with { Id = new ScheduleId("other") }, Created).ShouldNotBe(ScheduleClock.DueAt(schedule, Created));
        ScheduleClock.DueAt(ByCron("* * * * *"), Created).ShouldBe(Created);
    }
}
