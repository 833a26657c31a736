using System.Globalization;
using Akka.Scheduler.Domain.Cron;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Cron;

public sealed class CronFactsTests
{
    [Theory]
    // Times.
    [InlineData("* * * * *", "2026-11-21 10:15:00", "2026-11-21 10:16:00")]
    [InlineData("* * * * *", "2026-11-21 10:15:59", "2026-11-21 10:16:00")]
    [InlineData("0 3 * * *", "2026-11-21 03:00:00", "2026-11-22 03:00:00")]
    [InlineData("*/25 * * * *", "2026-11-21 10:50:00", "2026-11-21 11:00:00")]
    [InlineData("5/15 * * * *", "2026-11-21 10:50:00", "2026-11-21 11:05:00")]
    [InlineData("1-30/7 * * * *", "2026-11-21 10:22:00", "2026-11-21 10:29:00")]
    [InlineData("50-10/10 * * * *", "2026-11-21 10:50:00", "2026-11-21 11:00:00")]
    [InlineData("0 22-2 * * *", "2026-11-21 02:00:00", "2026-11-21 22:00:00")]
    [InlineData("0 22-2 * * *", "2026-11-21 23:30:00", "2026-11-22 00:00:00")]
    [InlineData("*/20,7 9,17 * * *", "2026-11-21 09:00:00", "2026-11-21 09:07:00")]
    [InlineData("59 59 23 31 12 *", "2026-11-21 00:00:00", "2026-12-31 23:59:59")]
    [InlineData("*/15 * * * * *", "2026-12-31 23:59:45", "2027-01-01 00:00:00")]
    // Days of the month.
    [InlineData("0 0 31 * *", "2026-11-21 00:00:00", "2026-12-31 00:00:00")]
    [InlineData("0 0 29 2 *", "2026-11-21 00:00:00", "2028-02-29 00:00:00")]
    [InlineData("0 0 29 2 *", "2096-03-01 00:00:00", "2104-02-29 00:00:00")]
    [InlineData("0 0 29 2 1", "2072-03-01 00:00:00", "2112-02-29 00:00:00")]
    [InlineData("0 0 28-3/2 * *", "2026-12-30 00:00:00", "2027-01-01 00:00:00")]
    [InlineData("0 0 L * *", "2027-02-01 00:00:00", "2027-02-28 00:00:00")]
    [InlineData("0 0 L 2 *", "2027-03-01 00:00:00", "2028-02-29 00:00:00")]
    [InlineData("0 0 L-3 * *", "2026-11-21 00:00:00", "2026-11-27 00:00:00")]
    [InlineData("0 0 L-30 * *", "2026-11-21 00:00:00", "2026-12-01 00:00:00")]
    [InlineData("0 0 LW * *", "2027-01-01 00:00:00", "2027-01-29 00:00:00")]
    [InlineData("0 0 15W * *", "2026-11-01 00:00:00", "2026-11-16 00:00:00")]
    [InlineData("0 0 1w * *", "2026-08-01 00:00:00", "2026-08-03 00:00:00")]
    [InlineData("0 0 31W * *", "2027-01-01 00:00:00", "2027-01-29 00:00:00")]
    [InlineData("0 0 30W * *", "2027-02-01 00:00:00", "2027-03-30 00:00:00")]
    [InlineData("0 0 L-1W * *", "2026-05-01 00:00:00", "2026-05-29 00:00:00")]
    // Months and weekdays, by number and by name, in any case.
    [InlineData("0 0 1 nov-FEB *", "2027-02-01 00:00:00", "2027-11-01 00:00:00")]
    [InlineData("0 0 1 JAN,jul *", "2026-11-21 00:00:00", "2027-01-01 00:00:00")]
    [InlineData("0 0 * * 7", "2026-11-21 00:00:00", "2026-11-22 00:00:00")]
    [InlineData("0 0 * * 0", "2026-11-21 00:00:00", "2026-11-22 00:00:00")]
    [InlineData("0 0 * * FRI-MON", "2026-11-23 00:00:00", "2026-11-27 00:00:00")]
    [InlineData("0 0 * * 6-7", "2026-11-21 00:00:00", "2026-11-22 00:00:00")]
    [InlineData("0 0 * * 7-2", "2026-11-21 00:00:00", "2026-11-22 00:00:00")]
    [InlineData("0 0 * * 2/2", "2026-11-21 00:00:00", "2026-11-24 00:00:00")]
    [InlineData("0 0 * * 1/2", "2026-11-21 00:00:00", "2026-11-22 00:00:00")]
    [InlineData("0 0 * * 5L", "2026-11-21 00:00:00", "2026-11-27 00:00:00")]
    [InlineData("0 0 * * friL", "2026-11-27 00:00:00", "2026-12-25 00:00:00")]
    [InlineData("0 0 * * 5#2", "2026-11-21 00:00:00", "2026-12-11 00:00:00")]
    [InlineData("0 0 * * 7#5", "2026-11-21 00:00:00", "2026-11-29 00:00:00")]
    [InlineData("0 0 13 * 5", "2026-11-21 00:00:00", "2027-08-13 00:00:00")]
    [InlineData("0 0 ? * ?", "2026-11-21 00:00:00", "2026-11-22 00:00:00")]
    // Macros.
    [InlineData("@every_second", "2026-11-21 10:15:59", "2026-11-21 10:16:00")]
    [InlineData("@every_minute", "2026-11-21 10:15:59", "2026-11-21 10:16:00")]
    [InlineData("@hourly", "2026-11-21 10:15:59", "2026-11-21 11:00:00")]
    [InlineData("@daily", "2026-11-21 10:15:59", "2026-11-22 00:00:00")]
    [InlineData(" @MidNight\t", "2026-11-21 10:15:59", "2026-11-22 00:00:00")]
    [InlineData("@weekly", "2026-11-22 00:00:00", "2026-11-29 00:00:00")]
    [InlineData("@monthly", "2026-11-21 10:15:59", "2026-12-01 00:00:00")]
    [InlineData("@yearly", "2026-11-21 10:15:59", "2027-01-01 00:00:00")]
    [InlineData("@annually", "2026-11-21 10:15:59", "2027-01-01 00:00:00")]
    public void Next_occurrence(string text, string from, string expected) =>
        CronExpression.ParseAny(text).GetNextOccurrence(Utc(from)).ShouldBe(Utc(expected));

    [Theory]
    [InlineData("0 0 30 2 *")]
    [InlineData("0 0 30-31 FEB *")]
    [InlineData("0 0 31 4,6,9,11 *")]
    [InlineData("0 0 31W 2,4 *")]
    [InlineData("0 0 L-30 2,4 *")]
    [InlineData("0 0 1-7 * 1#2")]
    [InlineData("0 0 29 2 2#4")]
    [InlineData("0 0  1-21 * 5L")]
    [InlineData("0 0 LW * 0")]
    [InlineData("0 0 21W * SAT")]
    public void An_impossible_day_is_known_after_parsing_and_never_occurs(string text)
    {
        var cron = CronExpression.Parse(text);
        cron.HasOccurrences.ShouldBeFalse();
        cron.GetNextOccurrence(Utc("2026-11-21 00:00:00")).ShouldBeNull();
        cron.GetPreviousOccurrence(Utc("2026-11-21 00:00:00"), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).ShouldBeNull();
        cron.GetOccurrences(Utc("2026-11-21 00:00:00"), Utc("2036-11-21 00:00:00"), TimeZoneInfo.Utc).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0 0 29 2 *")]
    [InlineData("0 0 29 2 1#5")]
    [InlineData("0 0 31 1 1")]
    [InlineData("0 0 1W * 1")]
    [InlineData("0 0 22-31 * 5L")]
    [InlineData("0 0 29 2 SUN#5")]
    [InlineData("0 0 L 2 SUNL")]
    [InlineData("0 0 29W 2 FRI")]
    public void A_rare_day_is_not_taken_for_an_impossible_one(string text)
    {
        var cron = CronExpression.Parse(text);
        cron.HasOccurrences.ShouldBeTrue();
        cron.GetNextOccurrence(Utc("2026-11-21 00:00:00")).ShouldNotBeNull();
        cron.GetPreviousOccurrence(Utc("2026-11-21 00:00:00")).ShouldNotBeNull();
    }

    [Fact]
    public void An_instant_counts_itself_only_when_inclusive()
    {
        var noon = Utc("2026-11-21 12:00:00");
        var cron = CronExpression.Hourly;
        cron.GetNextOccurrence(noon, inclusive: true).ShouldBe(noon);
        cron.GetNextOccurrence(noon).ShouldBe(noon.AddHours(1));
        cron.GetPreviousOccurrence(noon, inclusive: true).ShouldBe(noon);
        cron.GetPreviousOccurrence(noon).ShouldBe(noon.AddHours(-1));
        cron.GetNextOccurrence(noon.AddTicks(-1)).ShouldBe(noon);
        cron.GetPreviousOccurrence(noon.AddTicks(1)).ShouldBe(noon);
        cron.GetNextOccurrence(noon.AddTicks(1), inclusive: true).ShouldBe(noon.AddHours(1));
    }

    [Fact]
    public void Occurrences_include_the_start_and_leave_out_the_end_by_default()
    {
        var noon = Utc("2026-11-21 12:00:00");
        var cron = CronExpression.Hourly;
        cron.GetOccurrences(noon, noon.AddHours(2)).ShouldBe([noon, noon.AddHours(1)]);
        cron.GetOccurrences(noon, noon.AddHours(1), fromInclusive: false, toInclusive: true).ShouldBe([noon.AddHours(1)]);
        cron.GetOccurrences(noon, noon).ShouldBeEmpty();
        Should.Throw<ArgumentException>(() => cron.GetOccurrences(noon, noon.AddTicks(-1)));
    }

    [Theory]
    [InlineData(DateTimeKind.Local)]
    [InlineData(DateTimeKind.Unspecified)]
    public void An_instant_that_is_not_utc_is_refused(DateTimeKind kind)
    {
        var noon = DateTime.SpecifyKind(Utc("2026-11-21 12:00:00"), kind);
        Should.Throw<ArgumentException>(() => CronExpression.Hourly.GetNextOccurrence(noon)).ParamName.ShouldBe("fromUtc");
        Should.Throw<ArgumentException>(() => CronExpression.Hourly.GetPreviousOccurrence(noon, TimeZoneInfo.Utc)).ParamName.ShouldBe("fromUtc");
        Should.Throw<ArgumentException>(() => CronExpression.Hourly.GetOccurrences(noon, noon)).ParamName.ShouldBe("fromUtc");
    }

    [Fact]
    public void The_ends_of_the_calendar_are_ends_and_not_errors()
    {
        var first = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);
        var last = new DateTime(9999, 12, 31, 23, 59, 59, DateTimeKind.Utc);
        var cron = CronExpression.EverySecond;
        cron.GetNextOccurrence(first, inclusive: true).ShouldBe(first);
        cron.GetPreviousOccurrence(first).ShouldBeNull();
        cron.GetNextOccurrence(last.AddTicks(-1)).ShouldBe(last);
        cron.GetNextOccurrence(last).ShouldBeNull();
        foreach (var zone in new[] { "Pacific/Kiritimati", "America/New_York" }.Select(TimeZoneInfo.FindSystemTimeZoneById))
        {
            cron.GetPreviousOccurrence(first, zone).ShouldBeNull();
            cron.GetNextOccurrence(last, zone).ShouldBeNull();
            CronExpression.Yearly.GetPreviousOccurrence(new DateTimeOffset(first), zone).ShouldBeNull();
        }
    }

    private static DateTime Utc(string text) =>
        DateTime.ParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
