using System.Numerics;

namespace Akka.Scheduler.Domain.Cron;

/// <summary>
/// The nearest matching wall time, without any zone. Times are whole seconds since 0001-01-01T00:00:00; <see cref="None"/> is "there is
/// none before year 10000" or "none since year 1". The work is bounded: a pattern that matches at all matches again within 40 years, and
/// a month of the pattern costs one mask.
/// </summary>
internal static class CronCalendar
{
    public const long None = -1;
    public const long SecondsPerDay = 86_400;
    public const long Last = 3_652_059 * SecondsPerDay - 1;

    /// <summary>The first match at or after <paramref name="from"/>.</summary>
    public static long Next(in CronPattern pattern, long from)
    {
        from = Math.Max(from, 0);
        if (from > Last)
            return None;

        var day = (int)(from / SecondsPerDay);
        DateOnly.FromDayNumber(day).Deconstruct(out var year, out var month, out var date);
        var first = day - date + 1;
        var days = MonthDays(pattern, year, month, first);
        if ((days >> date & 1) != 0)
        {
            var time = CronTimeOfDay.Next(pattern, (int)(from % SecondsPerDay));
            if (time != None)
                return day * SecondsPerDay + time;
        }

        days &= ~1U << date;
        while (days == 0)
        {
            var later = pattern.Months & ~1U << month;
            if (later == 0 && ++year > 9999)
                return None;
            month = BitOperations.TrailingZeroCount(later == 0 ? pattern.Months : later);
            first = new DateOnly(year, month, 1).DayNumber;
            days = MonthDays(pattern, year, month, first);
        }

        return (first - 1 + BitOperations.TrailingZeroCount(days)) * SecondsPerDay + CronTimeOfDay.First(pattern);
    }

    /// <summary>The last match at or before <paramref name="from"/>.</summary>
    public static long Previous(in CronPattern pattern, long from)
    {
        from = Math.Min(from, Last);
        if (from < 0)
            return None;

        var day = (int)(from / SecondsPerDay);
        DateOnly.FromDayNumber(day).Deconstruct(out var year, out var month, out var date);
        var first = day - date + 1;
        var days = MonthDays(pattern, year, month, first);
        if ((days >> date & 1) != 0)
        {
            var time = CronTimeOfDay.Previous(pattern, (int)(from % SecondsPerDay));
            if (time != None)
                return day * SecondsPerDay + time;
        }

        days &= (1U << date) - 1;
        while (days == 0)
        {
            var earlier = pattern.Months & (1U << month) - 1;
            if (earlier == 0 && --year < 1)
                return None;
            month = BitOperations.Log2(earlier == 0 ? pattern.Months : earlier);
            first = new DateOnly(year, month, 1).DayNumber;
            days = MonthDays(pattern, year, month, first);
        }

        return (first - 1 + BitOperations.Log2(days)) * SecondsPerDay + CronTimeOfDay.Last(pattern);
    }

    /// <summary>The matching days of a month, none if the month does not match.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="year">The year.</param>
    /// <param name="month">The month.</param>
    /// <param name="firstDay">Number of its first day; day zero, 0001-01-01, was a Monday.</param>
    public static uint MonthDays(in CronPattern pattern, int year, int month, int firstDay) =>
        (pattern.Months >> month & 1) == 0 ? 0 : CronDays.Of(pattern, DateTime.DaysInMonth(year, month), (firstDay + 1) % 7);
}
