using System.Globalization;
using Akka.Scheduler.Domain.Cron;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Cron;

/// <summary>Known clock changes, written out. The rule itself is compared with a slow walk in <see cref="CronReferenceTests"/>.</summary>
public sealed class CronDaylightTests
{
    [Theory]
    // Berlin, 2026-03-29: 02:00 +01:00 becomes 03:00 +02:00.
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-03-28 12:00 +01:00", "2026-03-29 03:00 +02:00", "2026-03-30 02:30 +02:00")]
    [InlineData("Europe/Berlin", "0 2 * * *", "2026-03-28 12:00 +01:00", "2026-03-29 03:00 +02:00", "2026-03-30 02:00 +02:00")]
    [InlineData("Europe/Berlin", "0,15,30 2 * * *", "2026-03-28 12:00 +01:00", "2026-03-29 03:00 +02:00", "2026-03-30 02:00 +02:00")]
    [InlineData("Europe/Berlin", "30 2,3 * * *", "2026-03-28 12:00 +01:00", "2026-03-29 03:00 +02:00", "2026-03-29 03:30 +02:00")]
    [InlineData("Europe/Berlin", "*/30 * * * *", "2026-03-29 01:30 +01:00", "2026-03-29 03:00 +02:00", "2026-03-29 03:30 +02:00")]
    [InlineData("Europe/Berlin", "59 * * * *", "2026-03-29 01:59 +01:00", "2026-03-29 03:00 +02:00", "2026-03-29 03:59 +02:00")]
    [InlineData("Europe/Berlin", "0 1-4 * * *", "2026-03-29 01:00 +01:00", "2026-03-29 03:00 +02:00", "2026-03-29 04:00 +02:00")]
    // Berlin, 2026-10-25: 03:00 +02:00 becomes 02:00 +01:00.
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-10-24 12:00 +02:00", "2026-10-25 02:30 +02:00", "2026-10-26 02:30 +01:00")]
    [InlineData("Europe/Berlin", "0,30 2 * * *", "2026-10-25 02:00 +02:00", "2026-10-25 02:30 +02:00", "2026-10-26 02:00 +01:00")]
    [InlineData("Europe/Berlin", "30 * * * *", "2026-10-25 01:30 +02:00", "2026-10-25 02:30 +02:00", "2026-10-25 02:30 +01:00")]
    [InlineData("Europe/Berlin", "*/30 2 * * *", "2026-10-25 02:00 +02:00", "2026-10-25 02:30 +02:00", "2026-10-25 02:00 +01:00")]
    [InlineData("Europe/Berlin", "0 2-3 * * *", "2026-10-25 02:00 +02:00", "2026-10-25 02:00 +01:00", "2026-10-25 03:00 +01:00")]
    [InlineData("Europe/Berlin", "0 3 * * *", "2026-10-25 02:59 +02:00", "2026-10-25 03:00 +01:00", "2026-10-26 03:00 +01:00")]
    // Lord Howe moves by half an hour: 2026-04-05 02:00 +11:00 becomes 01:30 +10:30, 2026-10-04 02:00 +10:30 becomes 02:30 +11:00.
    [InlineData("Australia/Lord_Howe", "45 1 * * *", "2026-04-04 12:00 +11:00", "2026-04-05 01:45 +11:00", "2026-04-06 01:45 +10:30")]
    [InlineData("Australia/Lord_Howe", "45 * * * *", "2026-04-05 00:45 +11:00", "2026-04-05 01:45 +11:00", "2026-04-05 01:45 +10:30")]
    [InlineData("Australia/Lord_Howe", "15 2 * * *", "2026-10-03 12:00 +10:30", "2026-10-04 02:30 +11:00", "2026-10-05 02:15 +11:00")]
    // Troll moves by two hours: 2026-03-29 01:00 +00:00 becomes 03:00 +02:00.
    [InlineData("Antarctica/Troll", "30 1,2 * * *", "2026-03-28 12:00 +00:00", "2026-03-29 03:00 +02:00", "2026-03-30 01:30 +02:00")]
    [InlineData("Antarctica/Troll", "30 1,2 * * *", "2026-10-25 00:00 +02:00", "2026-10-25 01:30 +02:00", "2026-10-25 02:30 +02:00")]
    // Apia had no 30 December 2011.
    [InlineData("Pacific/Apia", "0 12 30 12 *", "2011-12-29 23:59 -10:00", "2011-12-31 00:00 +14:00", "2012-12-30 12:00 +14:00")]
    [InlineData("Pacific/Apia", "0 */6 * * *", "2011-12-29 18:00 -10:00", "2011-12-31 00:00 +14:00", "2011-12-31 06:00 +14:00")]
    [InlineData("Pacific/Apia", "0 12 * * *", "2011-12-29 11:00 -10:00", "2011-12-29 12:00 -10:00", "2011-12-31 00:00 +14:00")]
    // Kwajalein had no 21 August 1993; the occurrence behind the leap lies exactly as far from it as the search looks back.
    [InlineData("Pacific/Kwajalein", "0 6 */2 * *", "1993-08-20 06:00 -12:00", "1993-08-22 00:00 +12:00", "1993-08-23 06:00 +12:00")]
    // Amman, 2021-03-26: midnight does not exist.
    [InlineData("Asia/Amman", "0 0 * * *", "2021-03-25 12:00 +02:00", "2021-03-26 01:00 +03:00", "2021-03-27 00:00 +03:00")]
    [InlineData("Asia/Amman", "30 0 26 3 5", "2021-03-25 12:00 +02:00", "2021-03-26 01:00 +03:00", "2027-03-26 00:30 +03:00")]
    // Santiago, 2026-04-04: the last hour of the day is shown twice.
    [InlineData("America/Santiago", "30 23 * * *", "2026-04-04 12:00 -03:00", "2026-04-04 23:30 -03:00", "2026-04-05 23:30 -04:00")]
    [InlineData("America/Santiago", "30 */23 * * *", "2026-04-04 12:00 -03:00", "2026-04-04 23:30 -03:00", "2026-04-04 23:30 -04:00")]
    // Casablanca leaves its +01:00 for Ramadan: 2026-02-15 03:00 +01:00 becomes 02:00 +00:00, and back on 2026-03-22.
    [InlineData("Africa/Casablanca", "30 2 * * *", "2026-02-14 12:00 +01:00", "2026-02-15 02:30 +01:00", "2026-02-16 02:30 +00:00")]
    [InlineData("Africa/Casablanca", "30 2 * * *", "2026-03-21 12:00 +00:00", "2026-03-22 03:00 +01:00", "2026-03-23 02:30 +01:00")]
    // Moscow moved its standard time: 2014-10-26 02:00 +04:00 became 01:00 +03:00, without any daylight saving.
    [InlineData("Europe/Moscow", "30 1 * * *", "2014-10-25 12:00 +04:00", "2014-10-26 01:30 +04:00", "2014-10-27 01:30 +03:00")]
    [InlineData("Europe/Moscow", "30 */1 * * *", "2014-10-26 00:30 +04:00", "2014-10-26 01:30 +04:00", "2014-10-26 01:30 +03:00")]
    public void Next_two_occurrences(string zoneId, string text, string from, string first, string second)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var cron = CronExpression.Parse(text);
        var next = cron.GetNextOccurrence(At(from), zone).ShouldNotBeNull();
        var afterwards = cron.GetNextOccurrence(next, zone).ShouldNotBeNull();

        // The text shows the offset too, which equality of instants would ignore.
        Text(next).ShouldBe(first);
        Text(afterwards).ShouldBe(second);
        cron.GetPreviousOccurrence(afterwards, zone).ShouldBe(next);
        cron.GetNextOccurrence(At(from).UtcDateTime, zone).ShouldBe(next.UtcDateTime);
    }

    [Fact]
    public void A_second_is_not_lost_at_a_leap()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var cron = CronExpression.Parse("59 59 1 * * *", CronFormat.IncludeSeconds);
        var at = At("2026-03-28 12:00 +01:00");
        cron.GetNextOccurrence(at, zone).ShouldBe(At("2026-03-29 01:59 +01:00").AddSeconds(59));
        CronExpression.EverySecond.GetNextOccurrence(At("2026-03-29 01:59 +01:00").AddSeconds(59.9), zone).ShouldBe(At("2026-03-29 03:00 +02:00"));
    }

    [Fact]
    public void A_leap_year_day_is_found_over_decades_of_clock_changes()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        CronExpression.Parse("30 2 29 2 0").GetNextOccurrence(At("2061-01-01 00:00 -05:00"), zone).ShouldBe(At("2088-02-29 02:30 -05:00"));
    }

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.ParseExact(text, "yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}
