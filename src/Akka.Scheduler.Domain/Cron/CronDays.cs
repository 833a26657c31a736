using System.Numerics;

namespace Akka.Scheduler.Domain.Cron;

/// <summary>Which days of one month a pattern matches, as a bit set (bit 1 is the first).</summary>
internal static class CronDays
{
    /// <summary>One bit in every seventh place: a set of weekdays times this is that set repeated over six weeks.</summary>
    private const ulong Weekly = 1UL | 1UL << 7 | 1UL << 14 | 1UL << 21 | 1UL << 28 | 1UL << 35;

    /// <summary>The matching days of a month.</summary>
    /// <param name="pattern">The pattern; its months are not looked at.</param>
    /// <param name="length">Days in the month.</param>
    /// <param name="firstWeekday">Weekday of the first of the month; 0 is Sunday.</param>
    public static uint Of(in CronPattern pattern, int length, int firstWeekday)
    {
        var month = CronPattern.AllDays >> (31 - length) & CronPattern.AllDays;
        var byDate = DatesOf(pattern, length, firstWeekday);
        var byWeekday = WeekdaysOf(pattern, length, firstWeekday);
        return month & (pattern.Has(CronTraits.EitherDay) ? byDate | byWeekday : byDate & byWeekday);
    }

    /// <summary>
    /// True if there is any day, in any year, that the pattern matches. A month looks one of seven ways for each of its lengths, and all of
    /// them occur, so looking at each decides it.
    /// </summary>
    public static bool Any(in CronPattern pattern)
    {
        for (var month = 1; month <= 12; month++)
        {
            if ((pattern.Months >> month & 1) == 0)
                continue;
            for (var weekday = 0; weekday < 7; weekday++)
            {
                // 2000 was a leap year and 2001 was not.
                if (Of(pattern, DateTime.DaysInMonth(2000, month), weekday) != 0 || Of(pattern, DateTime.DaysInMonth(2001, month), weekday) != 0)
                    return true;
            }
        }

        return false;
    }

    private static uint DatesOf(in CronPattern pattern, int length, int firstWeekday)
    {
        if (!pattern.Has(CronTraits.FromMonthEnd | CronTraits.NearestWeekday))
            return pattern.Days;

        var day = pattern.Has(CronTraits.FromMonthEnd) ? length - pattern.EndOffset : BitOperations.TrailingZeroCount(pattern.Days);
        if (day < 1 || day > length)
            return 0;
        if (pattern.Has(CronTraits.NearestWeekday))
            day = NearestWeekday(day, length, (firstWeekday + day - 1) % 7);
        return 1U << day;
    }

    /// <summary>Saturday moves to Friday and Sunday to Monday, unless that leaves the month: then to the other side.</summary>
    private static int NearestWeekday(int day, int length, int weekday) => weekday switch
    {
        6 => day > 1 ? day - 1 : day + 2,
        0 => day < length ? day + 1 : day - 2,
        _ => day,
    };

    private static uint WeekdaysOf(in CronPattern pattern, int length, int firstWeekday)
    {
        var days = (uint)(pattern.Weekdays * Weekly >> firstWeekday << 1);
        if (pattern.Has(CronTraits.LastWeekday))
            return days & (0x7FU << (length - 6));
        return pattern.Ordinal == 0 ? days : days & (uint)(0xFEUL << ((pattern.Ordinal - 1) * 7));
    }
}
