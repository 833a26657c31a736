using System.Globalization;
using Akka.Scheduler.Domain.Cron;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Cron;

/// <summary>Lists of occurrences, upwards and downwards, and which of their ends count.</summary>
public sealed class CronRangeTests
{
    private static readonly DateTime Noon = new(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(true, false, "14 13")]
    [InlineData(true, true, "14 13 12")]
    [InlineData(false, false, "13")]
    [InlineData(false, true, "13 12")]
    public void Downwards_the_later_end_is_the_first(bool fromInclusive, bool toInclusive, string hours)
    {
        var cron = CronExpression.Hourly;
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata");
        var (from, to) = (Noon.AddHours(2), Noon);
        Hours(cron.GetOccurrencesDescending(from, to, fromInclusive, toInclusive)).ShouldBe(hours);
        Hours(cron.GetOccurrencesDescending(from, to, TimeZoneInfo.Utc, fromInclusive, toInclusive)).ShouldBe(hours);

        // Full hours there are half hours of UTC, and each occurrence has the offset of its zone.
        var half = TimeSpan.FromMinutes(30);
        var local = cron.GetOccurrencesDescending(new DateTimeOffset(from + half), new DateTimeOffset(to + half), zone, fromInclusive, toInclusive).ToArray();
        Hours(local.Select(at => at.UtcDateTime - half)).ShouldBe(hours);
        local.ShouldAllBe(at => at.Offset == TimeSpan.FromHours(5.5));
    }

    [Fact]
    public void Downwards_the_ends_may_not_be_exchanged_and_are_utc()
    {
        var cron = CronExpression.EveryMinute;
        var utc = TimeZoneInfo.Utc;
        Should.Throw<ArgumentException>(() => cron.GetOccurrencesDescending(Noon, Noon.AddTicks(1))).ParamName.ShouldBe("fromUtc");
        Should.Throw<ArgumentException>(() => cron.GetOccurrencesDescending(Noon, Noon.AddTicks(1), utc)).ParamName.ShouldBe("fromUtc");
        Should.Throw<ArgumentException>(() => cron.GetOccurrencesDescending(new DateTimeOffset(Noon), new DateTimeOffset(Noon.AddTicks(1)), utc)).ParamName.ShouldBe("from");
        Should.Throw<ArgumentException>(() => cron.GetOccurrencesDescending(Noon, DateTime.SpecifyKind(Noon, DateTimeKind.Local))).ParamName.ShouldBe("toUtc");
        Should.Throw<ArgumentException>(() => cron.GetOccurrencesDescending(DateTime.SpecifyKind(Noon, DateTimeKind.Unspecified), Noon)).ParamName.ShouldBe("fromUtc");
        Should.Throw<ArgumentNullException>(() => cron.GetOccurrencesDescending(Noon, Noon, null!)).ParamName.ShouldBe("zone");
        CronExpression.Parse("0 0 30 FEB *").GetOccurrencesDescending(Noon, Noon.AddYears(-1)).ShouldBeEmpty();
    }

    [Theory]
    // The half hour after midnight of 2017-03-31 was leapt over in Amman, whose clocks went on to 01:00.
    [InlineData("Asia/Amman", "30 0 L * *", "2017-03-30T22:00:00Z", "2017-04-29T21:30:00Z")]
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z")]
    [InlineData("Australia/Lord_Howe", "15 2 * * *", "2026-10-03T15:30:00Z", "2026-10-04T15:15:00Z")]
    [InlineData("Pacific/Apia", "0 12 30 * *", "2011-12-30T10:00:00Z", "2012-01-29T22:00:00Z")]
    public void An_occurrence_that_a_leap_moved_is_next_only_before_it_and_in_one_range_of_two(string zoneId, string text, string end, string following)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var cron = CronExpression.Parse(text);
        var (moved, later) = (DateTimeOffset.Parse(end, CultureInfo.InvariantCulture).UtcDateTime, DateTimeOffset.Parse(following, CultureInfo.InvariantCulture).UtcDateTime);
        cron.GetNextOccurrence(moved.AddTicks(-1), zone, inclusive: true).ShouldBe(moved);
        cron.GetNextOccurrence(moved.AddSeconds(-1), zone).ShouldBe(moved);
        cron.GetNextOccurrence(moved, zone, inclusive: true).ShouldBe(later);
        cron.GetNextOccurrence(new DateTimeOffset(moved), zone, inclusive: true).ShouldBe(new DateTimeOffset(later));
        cron.GetPreviousOccurrence(moved, zone, inclusive: true).ShouldBe(moved);
        cron.GetPreviousOccurrence(later, zone).ShouldBe(moved);

        cron.GetOccurrences(moved.AddHours(-1), moved, zone).ShouldBeEmpty();
        cron.GetOccurrences(moved, moved.AddHours(1), zone).ShouldBe([moved]);
        cron.CountOccurrences(moved.AddHours(-1), moved, zone).ShouldBe(0);
        cron.CountOccurrences(moved, moved.AddHours(1), zone).ShouldBe(1);
    }

    private static string Hours(IEnumerable<DateTime> found) => string.Join(' ', found.Select(at => at.Hour));
}
