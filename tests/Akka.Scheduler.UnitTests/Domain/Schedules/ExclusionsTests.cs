using Akka.Scheduler.Domain.Schedules;
using Shouldly;
using Xunit;
using static Akka.Scheduler.UnitTests.Domain.Schedules.Given;

namespace Akka.Scheduler.UnitTests.Domain.Schedules;

public sealed class ExclusionsTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-12-25", "2026-12-24T23:00:00Z", "2026-12-25T23:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")]
    [InlineData("America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z", "2026-09-07T03:00:00Z")]
    [InlineData("America/Santiago", "2026-04-04", "2026-04-04T03:00:00Z", "2026-04-05T04:00:00Z")]
    [InlineData("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z")]
    public void A_day_is_excluded_from_its_first_instant_by_the_wall_clock_to_that_of_the_next(string zone, string day, string first, string next)
    {
        var excluded = Of(zone, Day(day));
        excluded.EndOf(At(first).AddTicks(-1)).ShouldBeNull();
        excluded.EndOf(At(first)).ShouldBe(At(next));
        excluded.EndOf(At(next).AddTicks(-1)).ShouldBe(At(next));
        excluded.EndOf(At(next)).ShouldBeNull();
    }

    [Fact]
    public void Days_that_follow_each_other_are_one_stretch_whatever_calendars_they_stand_in()
    {
        var one = new ExclusionCalendar(new("one"), [Day("2026-12-24"), Day("2026-12-26", "2026-12-27")], TimeZoneInfo.Utc, 1);
        var other = new ExclusionCalendar(new("other"), [new CalendarSpan.Instants(At("2026-12-24T18:00:00Z"), At("2026-12-26T06:00:00Z"))], TimeZoneInfo.Utc, 1);
        Exclusions.Of([one, other]).EndOf(At("2026-12-24T00:00:00Z")).ShouldBe(At("2026-12-28T00:00:00Z"));
        Exclusions.Of([one]).EndOf(At("2026-12-24T00:00:00Z")).ShouldBe(At("2026-12-25T00:00:00Z"));
    }

    [Fact]
    public void What_is_excluded_is_just_what_a_look_at_the_wall_clock_says()
    {
        var random = new Random(17);
        foreach (var zone in new[] { "UTC", "Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", "Asia/Kolkata" }.Select(TimeZoneInfo.FindSystemTimeZoneById))
        {
            var days = Enumerable.Range(0, 60).Select(_ => new DateOnly(2026, 1, 1).AddDays(random.Next(365))).ToHashSet();
            var excluded = Exclusions.Of([new(new("days"), [.. days.Select(day => new CalendarSpan.Days(day, day))], zone, 1)]);
            for (var i = 0; i < 4_000; i++)
            {
                var instant = At("2026-01-01T00:00:00Z").AddMinutes(random.Next(365 * 24 * 60));
                var isExcluded = days.Contains(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime));
                (excluded.EndOf(instant) is not null).ShouldBe(isExcluded, $"{instant:O} in {zone.Id}");
            }
        }
    }

    [Fact]
    public void The_next_instants_leave_out_what_is_excluded()
    {
        var schedule = ByCron("0 12 * * *");
        ScheduleClock.Upcoming(schedule, Created, 3, Of("UTC", Day("2026-11-21"), Day("2026-11-23", "2026-11-24")))
            .ShouldBe([At("2026-11-22T12:00:00Z"), At("2026-11-25T12:00:00Z"), At("2026-11-26T12:00:00Z")]);
        ScheduleClock.Next(schedule with { EndAt = At("2026-11-22T00:00:00Z") }, Created, Of("UTC", Day("2026-11-21"))).ShouldBeNull();
    }

    [Fact]
    public void An_endless_exclusion_of_a_dense_interval_is_leapt_over_at_once()
    {
        var schedule = Every(TimeSpan.FromMilliseconds(100));
        ScheduleClock.Next(schedule, Created, Of("UTC", new CalendarSpan.Days(DateOnly.MinValue, DateOnly.MaxValue))).ShouldBeNull();
        ScheduleClock.Next(schedule, Created, Of("UTC", Day("2026-01-01", "2326-01-01"))).ShouldBe(At("2326-01-02T00:00:00Z"));
    }

    internal static Exclusions Of(string zone, params CalendarSpan[] spans) =>
        Exclusions.Of([new(new("holidays"), spans, TimeZoneInfo.FindSystemTimeZoneById(zone), 1)]);

    internal static CalendarSpan Day(string from, string? to = null) => new CalendarSpan.Days(
        DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), DateOnly.Parse(to ?? from, System.Globalization.CultureInfo.InvariantCulture));
}
