using Akka.Scheduler.Domain.Cron;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Cron;

/// <summary>Which day of each month a special day field means, January to December; a dash where there is none.</summary>
public sealed class CronDayTableTests
{
    [Theory]
    [InlineData("1W *", 2026, "1 2 2 1 1 1 1 3 1 1 2 1")]
    [InlineData("1W *", 2028, "3 1 1 3 1 1 3 1 1 2 1 1")]
    [InlineData("15w *", 2026, "15 16 16 15 15 15 15 14 15 15 16 15")]
    [InlineData("29W *", 2026, "29 - 30 29 29 29 29 28 29 29 30 29")]
    [InlineData("29W *", 2028, "28 29 29 28 29 29 28 29 29 30 29 29")]
    [InlineData("30W *", 2026, "30 - 30 30 29 30 30 31 30 30 30 30")]
    [InlineData("31W *", 2026, "30 - 31 - 29 - 31 31 - 30 - 31")]
    [InlineData("31W *", 2028, "31 - 31 - 31 - 31 31 - 31 - 29")]
    [InlineData("LW *", 2026, "30 27 31 30 29 30 31 31 30 30 30 31")]
    [InlineData("lw *", 2028, "31 29 31 28 31 30 31 31 29 31 30 29")]
    [InlineData("L-1W *", 2026, "30 27 30 29 29 29 30 31 29 30 30 30")]
    [InlineData("L-27W *", 2028, "4 2 3 3 4 2 4 4 4 4 3 4")]
    [InlineData("L-30W *", 2026, "1 - 2 - 1 - 1 3 - 1 - 1")]
    [InlineData("L *", 2026, "31 28 31 30 31 30 31 31 30 31 30 31")]
    [InlineData("L *", 2028, "31 29 31 30 31 30 31 31 30 31 30 31")]
    [InlineData("L-3 *", 2028, "28 26 28 27 28 27 28 28 27 28 27 28")]
    [InlineData("L-28 *", 2026, "3 - 3 2 3 2 3 3 2 3 2 3")]
    [InlineData("L-28 *", 2028, "3 1 3 2 3 2 3 3 2 3 2 3")]
    [InlineData("L-30 *", 2026, "1 - 1 - 1 - 1 1 - 1 - 1")]
    [InlineData("* MON#1", 2026, "5 2 2 6 4 1 6 3 7 5 2 7")]
    [InlineData("* 5#2", 2026, "9 13 13 10 8 12 10 14 11 9 13 11")]
    [InlineData("* MON#5", 2026, "- - 30 - - 29 - 31 - - 30 -")]
    [InlineData("* FRI#5", 2028, "- - 31 - - 30 - - 29 - - 29")]
    [InlineData("* 7#5", 2028, "30 - - 30 - - 30 - - 29 - 31")]
    [InlineData("* 0#4", 2026, "25 22 22 26 24 28 26 23 27 25 22 27")]
    [InlineData("* 7L", 2026, "25 22 29 26 31 28 26 30 27 25 29 27")]
    [InlineData("* 0L", 2028, "30 27 26 30 28 25 30 27 24 29 26 31")]
    [InlineData("* friL", 2026, "30 27 27 24 29 26 31 28 25 30 27 25")]
    [InlineData("LW 5", 2026, "30 27 - - 29 - 31 - - 30 - -")]
    [InlineData("22-31 SATL", 2028, "29 26 25 29 27 24 29 26 30 28 25 30")]
    public void Days_of_the_year(string days, int year, string expected)
    {
        var cron = CronExpression.Parse($"0 0 {days.Replace(" ", " * ", StringComparison.Ordinal)}");
        var start = new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var byMonth = cron.GetOccurrences(start, start.AddYears(1)).ToLookup(at => at.Month, at => at.Day);
        string.Join(' ', Enumerable.Range(1, 12).Select(month => byMonth[month].Any() ? $"{byMonth[month].Single()}" : "-")).ShouldBe(expected);
    }

    [Theory]
    [InlineData("SUN", "0")]
    [InlineData("7", "0")]
    [InlineData("0,7", "0")]
    [InlineData("0-0", "0")]
    [InlineData("7-7", "0")]
    [InlineData("6-7", "0 6")]
    [InlineData("SAT-SUN", "0 6")]
    [InlineData("6-0", "0 6")]
    [InlineData("7-1", "0 1")]
    [InlineData("5-1", "0 1 5 6")]
    [InlineData("FRI-MON", "0 1 5 6")]
    [InlineData("fri-mon/2", "0 5")]
    [InlineData("SUN-SAT", "0 1 2 3 4 5 6")]
    [InlineData("MON-SUN", "0 1 2 3 4 5 6")]
    [InlineData("0-7", "0 1 2 3 4 5 6")]
    [InlineData("1-7", "0 1 2 3 4 5 6")]
    [InlineData("*/2", "0 2 4 6")]
    [InlineData("*/3", "0 3 6")]
    [InlineData("*/7", "0")]
    [InlineData("1/2", "0 1 3 5")]
    [InlineData("2/2", "2 4 6")]
    [InlineData("7/2", "0")]
    [InlineData("4-2/3", "0 4")]
    [InlineData("SUN/6", "0 6")]
    [InlineData("?/5", "0 5")]
    public void Weekdays_of_a_week(string weekdays, string expected)
    {
        // 2026-11-01 was a Sunday.
        var start = new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);
        var found = CronExpression.Parse($"0 0 * * {weekdays}").GetOccurrences(start, start.AddDays(7));
        string.Join(' ', found.Select(at => (int)at.DayOfWeek)).ShouldBe(expected);
    }
}
