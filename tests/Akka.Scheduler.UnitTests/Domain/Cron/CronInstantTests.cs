using System.Globalization;
using Akka.Scheduler.Domain.Cron;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Cron;

/// <summary>Instants at the very changes of clocks, looked at forwards and backwards, inclusively and not.</summary>
public sealed class CronInstantTests
{
    [Theory]
    // New York, 2016-11-06: 02:00 -04:00 becomes 01:00 -05:00.
    [InlineData("America/New_York", "30 1 * * *", "2016-11-06 01:30 -04:00", "=", "2016-11-07 01:30 -05:00", "=", "2016-11-05 01:30 -04:00")]
    [InlineData("America/New_York", "30 1 * * *", "2016-11-06 01:30 -05:00", "2016-11-07 01:30 -05:00", ">", "2016-11-06 01:30 -04:00", "<")]
    [InlineData("America/New_York", "0 1 * * *", "2016-11-06 01:00 -05:00", "2016-11-07 01:00 -05:00", ">", "2016-11-06 01:00 -04:00", "<")]
    [InlineData("America/New_York", "0 2 * * *", "2016-11-06 02:00 -05:00", "=", "2016-11-07 02:00 -05:00", "=", "2016-11-05 02:00 -04:00")]
    [InlineData("America/New_York", "0 * * * *", "2016-11-06 01:00 -05:00", "=", "2016-11-06 02:00 -05:00", "=", "2016-11-06 01:00 -04:00")]
    [InlineData("America/New_York", "30 * * * *", "2016-11-06 01:30 -04:00", "=", "2016-11-06 01:30 -05:00", "=", "2016-11-06 00:30 -04:00")]
    [InlineData("America/New_York", "0 1-1 * * *", "2016-11-06 01:00 -05:00", "=", "2016-11-07 01:00 -05:00", "=", "2016-11-06 01:00 -04:00")]
    [InlineData("America/New_York", "59 59 1 * * *", "2016-11-06 01:00 -05:00", "2016-11-07 01:59:59 -05:00", ">", "2016-11-06 01:59:59 -04:00", "<")]
    [InlineData("America/New_York", "*/30 59 1 * * *", "2016-11-06 01:00 -05:00", "2016-11-06 01:59 -05:00", ">", "2016-11-06 01:59:30 -04:00", "<")]
    // New York, 2016-03-13: 02:00 -05:00 becomes 03:00 -04:00.
    [InlineData("America/New_York", "30 2 * * *", "2016-03-13 03:00 -04:00", "2016-03-14 02:30 -04:00", ">", "=", "2016-03-12 02:30 -05:00")]
    [InlineData("America/New_York", "30 3 * * *", "2016-03-13 03:00 -04:00", "2016-03-13 03:30 -04:00", ">", "2016-03-12 03:30 -05:00", "<")]
    [InlineData("America/New_York", "0 3 * * *", "2016-03-13 03:00 -04:00", "=", "2016-03-14 03:00 -04:00", "=", "2016-03-12 03:00 -05:00")]
    [InlineData("America/New_York", "*/20 * * * *", "2016-03-13 03:00 -04:00", "=", "2016-03-13 03:20 -04:00", "=", "2016-03-13 01:40 -05:00")]
    [InlineData("America/New_York", "59 59 2 * * *", "2016-03-13 03:00 -04:00", "2016-03-14 02:59:59 -04:00", ">", "=", "2016-03-12 02:59:59 -05:00")]
    // Lord Howe, 2026-04-05: 02:00 +11:00 becomes 01:30 +10:30.
    [InlineData("Australia/Lord_Howe", "*/30 * * * *", "2026-04-05 01:30 +10:30", "=", "2026-04-05 02:00 +10:30", "=", "2026-04-05 01:30 +11:00")]
    [InlineData("Australia/Lord_Howe", "30 1 * * *", "2026-04-05 01:30 +10:30", "2026-04-06 01:30 +10:30", ">", "2026-04-05 01:30 +11:00", "<")]
    // Apia had no 30 December 2011.
    [InlineData("Pacific/Apia", "0 12 * * *", "2011-12-31 00:00 +14:00", "2011-12-31 12:00 +14:00", ">", "=", "2011-12-29 12:00 -10:00")]
    [InlineData("Pacific/Apia", "0 0 31 12 *", "2011-12-31 00:00 +14:00", "=", "2012-12-31 00:00 +14:00", "=", "2010-12-31 00:00 -10:00")]
    // Troll, 2026-10-25: 03:00 +02:00 becomes 01:00 +00:00.
    [InlineData("Antarctica/Troll", "30 * * * *", "2026-10-25 01:30 +00:00", "=", "2026-10-25 02:30 +00:00", "=", "2026-10-25 02:30 +02:00")]
    [InlineData("Antarctica/Troll", "30 1,2 * * *", "2026-10-25 01:30 +00:00", "2026-10-26 01:30 +00:00", ">", "2026-10-25 02:30 +02:00", "<")]
    // Dublin, 2026-03-29: 01:00 +00:00 becomes 02:00 +01:00, from a winter time that counts as the change.
    [InlineData("Europe/Dublin", "30 1 * * *", "2026-03-29 02:00 +01:00", "2026-03-30 01:30 +01:00", ">", "=", "2026-03-28 01:30 +00:00")]
    [InlineData("Europe/Dublin", "30 1 * * *", "2026-10-25 01:30 +00:00", "2026-10-26 01:30 +00:00", ">", "2026-10-25 01:30 +01:00", "<")]
    // Chatham, 2026-04-05: 03:45 +13:45 becomes 02:45 +12:45.
    [InlineData("Pacific/Chatham", "0 3 * * *", "2026-04-05 03:00 +12:45", "2026-04-06 03:00 +12:45", ">", "2026-04-05 03:00 +13:45", "<")]
    // Kathmandu, 1986-01-01: 00:00 +05:30 becomes 00:15 +05:45.
    [InlineData("Asia/Kathmandu", "5 0 * * *", "1986-01-01 00:15 +05:45", "1986-01-02 00:05 +05:45", ">", "=", "1985-12-31 00:05 +05:30")]
    // Casablanca, 2026-03-22: 02:00 +00:00 becomes 03:00 +01:00, at the end of Ramadan.
    [InlineData("Africa/Casablanca", "0 2 * * *", "2026-03-22 03:00 +01:00", "2026-03-23 02:00 +01:00", ">", "=", "2026-03-21 02:00 +00:00")]
    // Amman, 2021-10-29: 01:00 +03:00 becomes 00:00 +02:00, so that midnight comes twice.
    [InlineData("Asia/Amman", "0 0 * * *", "2021-10-29 00:00 +02:00", "2021-10-30 00:00 +02:00", ">", "2021-10-29 00:00 +03:00", "<")]
    [InlineData("Asia/Amman", "@hourly", "2021-10-29 00:00 +02:00", "=", "2021-10-29 01:00 +02:00", "=", "2021-10-29 00:00 +03:00")]
    public void Neighbours_of_an_instant(
        string zoneId, string text, string at, string nextInclusive, string next, string previousInclusive, string previous)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var cron = CronExpression.ParseAny(text);
        var instant = At(at);

        Text(cron.GetNextOccurrence(instant, zone, inclusive: true)).ShouldBe(Meant(nextInclusive));
        Text(cron.GetNextOccurrence(instant, zone)).ShouldBe(next == ">" ? nextInclusive : next);
        Text(cron.GetPreviousOccurrence(instant, zone, inclusive: true)).ShouldBe(Meant(previousInclusive));
        Text(cron.GetPreviousOccurrence(instant, zone)).ShouldBe(previous == "<" ? previousInclusive : previous);
        // An occurrence that a leap moved to the instant is found from just before it, and from behind, but not from itself on.
        Text(cron.GetNextOccurrence(instant.AddTicks(-1), zone)).ShouldBe(previousInclusive == "=" ? at : Meant(nextInclusive));
        cron.GetPreviousOccurrence(instant.AddTicks(1), zone).ShouldBe(cron.GetPreviousOccurrence(instant, zone, inclusive: true));

        string Meant(string column) => column == "=" ? at : column;
    }

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.ParseExact(text, ["yyyy-MM-dd HH:mm zzz", "yyyy-MM-dd HH:mm:ss zzz"], CultureInfo.InvariantCulture);

    private static string? Text(DateTimeOffset? at) =>
        at?.ToString(at.Value.Second == 0 ? "yyyy-MM-dd HH:mm zzz" : "yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
