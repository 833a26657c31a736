using System.Numerics;

namespace Akka.Scheduler.Domain.Cron;

/// <summary>
/// How many occurrences lie between two instants, without finding each: whole days count as the product of their field sizes, and the
/// zone is walked from change to change. A year of every-second occurrences takes microseconds.
/// </summary>
internal static class CronCount
{
    /// <summary>Occurrences from the first second to just before the second one.</summary>
    public static long Between(in CronPattern pattern, TimeZoneInfo? zone, long from, long to)
    {
        if (zone is null)
            return OnWall(pattern, from, to);

        var count = 0L;
        for (var at = from; at < to;)
        {
            var offset = CronZoneWalk.OffsetAt(zone, at);
            var end = SteadyUntil(zone, at, offset, to);
            var wall = at + offset;
            if (CronZoneWalk.LeapsOverMatch(pattern, zone, at, offset) && CronCalendar.Next(pattern, wall) != wall)
                count++;
            if (!pattern.Has(CronTraits.Interval))
                wall = Math.Max(wall, CronZoneWalk.RepeatsUntil(zone, at, offset));
            count += OnWall(pattern, wall, end + offset);
            at = end;
        }

        return count;
    }

    private static long SteadyUntil(TimeZoneInfo zone, long from, long offset, long to)
    {
        for (var at = from; at < to;)
        {
            var horizon = Math.Min(at + CronZoneWalk.Reach, to);
            if (CronZoneWalk.OffsetAt(zone, horizon) != offset)
                return CronZoneWalk.ChangeBetween(zone, at, horizon, offset);
            at = horizon;
        }

        return to;
    }

    /// <summary>Matches of a wall clock that never changes, from the first second to just before the second one.</summary>
    private static long OnWall(in CronPattern pattern, long from, long to)
    {
        (from, to) = (Math.Max(from, 0), Math.Min(to, CronCalendar.Last + 1));
        return from >= to ? 0 : BeforeTime(pattern, to) - BeforeTime(pattern, from) + TimesPerDay(pattern) * WholeDays(pattern, from, to);
    }

    /// <summary>Matching days from that of the first second to just before that of the second one.</summary>
    private static long WholeDays(in CronPattern pattern, long from, long to)
    {
        var (day, end) = ((int)(from / CronCalendar.SecondsPerDay), (int)(to / CronCalendar.SecondsPerDay));
        var count = 0L;
        while (day < end)
        {
            DateOnly.FromDayNumber(day).Deconstruct(out var year, out var month, out var date);
            var first = day - date + 1;
            var next = first + DateTime.DaysInMonth(year, month);
            var days = CronCalendar.MonthDays(pattern, year, month, first) >> date << date;
            if (end < next)
                days &= (1U << (end - first + 1)) - 1;
            count += BitOperations.PopCount(days);
            day = next;
        }

        return count;
    }

    /// <summary>Matching times of the second's own day that come before it; none if the day does not match.</summary>
    private static long BeforeTime(in CronPattern pattern, long at)
    {
        var (day, time) = ((int)(at / CronCalendar.SecondsPerDay), (int)(at % CronCalendar.SecondsPerDay));
        if (time == 0)
            return 0;
        DateOnly.FromDayNumber(day).Deconstruct(out var year, out var month, out var date);
        if ((CronCalendar.MonthDays(pattern, year, month, day - date + 1) >> date & 1) == 0)
            return 0;

        var (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
        var perMinute = (long)BitOperations.PopCount(pattern.Seconds);
        var perHour = BitOperations.PopCount(pattern.Minutes) * perMinute;
        var count = Below(pattern.Hours, hour) * perHour;
        if ((pattern.Hours >> hour & 1) == 0)
            return count;
        count += Below(pattern.Minutes, minute) * perMinute;
        return (pattern.Minutes >> minute & 1) == 0 ? count : count + Below(pattern.Seconds, second);
    }

    private static long TimesPerDay(in CronPattern pattern) =>
        (long)BitOperations.PopCount(pattern.Hours) * BitOperations.PopCount(pattern.Minutes) * BitOperations.PopCount(pattern.Seconds);

    private static int Below(ulong set, int value) => BitOperations.PopCount(set & (1UL << value) - 1);
}
