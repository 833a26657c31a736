using System.Numerics;

namespace Akka.Scheduler.Domain.Cron;

/// <summary>The nearest matching time within one day, in seconds since midnight of the wall clock.</summary>
internal static class CronTimeOfDay
{
    /// <summary>The first match of a day.</summary>
    public static int First(in CronPattern pattern) =>
        Join(BitOperations.TrailingZeroCount(pattern.Hours), Lowest(pattern.Minutes), Lowest(pattern.Seconds));

    /// <summary>The last match of a day.</summary>
    public static int Last(in CronPattern pattern) =>
        Join(BitOperations.Log2(pattern.Hours), Highest(pattern.Minutes), Highest(pattern.Seconds));

    /// <summary>The first match at or after <paramref name="time"/>, or <see cref="CronCalendar.None"/>.</summary>
    public static long Next(in CronPattern pattern, int time)
    {
        var (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
        if ((pattern.Hours >> hour & 1) != 0)
        {
            if ((pattern.Minutes >> minute & 1) != 0)
            {
                var seconds = pattern.Seconds & ulong.MaxValue << second;
                if (seconds != 0)
                    return Join(hour, minute, Lowest(seconds));
            }

            var minutes = pattern.Minutes & ~1UL << minute;
            if (minutes != 0)
                return Join(hour, Lowest(minutes), Lowest(pattern.Seconds));
        }

        var hours = pattern.Hours & ~1U << hour;
        return hours == 0
            ? CronCalendar.None
            : Join(BitOperations.TrailingZeroCount(hours), Lowest(pattern.Minutes), Lowest(pattern.Seconds));
    }

    /// <summary>The last match at or before <paramref name="time"/>, or <see cref="CronCalendar.None"/>.</summary>
    public static long Previous(in CronPattern pattern, int time)
    {
        var (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
        if ((pattern.Hours >> hour & 1) != 0)
        {
            if ((pattern.Minutes >> minute & 1) != 0)
            {
                var seconds = pattern.Seconds & (2UL << second) - 1;
                if (seconds != 0)
                    return Join(hour, minute, Highest(seconds));
            }

            var minutes = pattern.Minutes & (1UL << minute) - 1;
            if (minutes != 0)
                return Join(hour, Highest(minutes), Highest(pattern.Seconds));
        }

        var hours = pattern.Hours & (1U << hour) - 1;
        return hours == 0
            ? CronCalendar.None
            : Join(BitOperations.Log2(hours), Highest(pattern.Minutes), Highest(pattern.Seconds));
    }

    private static int Lowest(ulong set) => BitOperations.TrailingZeroCount(set);

    private static int Highest(ulong set) => BitOperations.Log2(set);

    private static int Join(int hour, int minute, int second) => hour * 3600 + minute * 60 + second;
}
