namespace Akka.Scheduler.Domain.Schedules;

/// <summary>
/// The nominal instants of a schedule: those of its trigger from its start to its end, both included. They do not depend on pauses, runs or
/// policies. All are in UTC and in whole milliseconds.
/// </summary>
public static class ScheduleClock
{
    /// <summary>The first instant after another, or null if the schedule has none.</summary>
    public static DateTimeOffset? Next(Schedule schedule, DateTimeOffset after)
    {
        var from = NextMillisecond(after);
        if (schedule.StartAt is { } start && start > from)
            from = start;
        return TriggerClock.Next(schedule, from) is { } next && !(next > schedule.EndAt) ? next : null;
    }

    /// <summary>The first instant after another that no calendar excludes, or null if the schedule has none.</summary>
    public static DateTimeOffset? Next(Schedule schedule, DateTimeOffset after, Exclusions exclusions)
    {
        ArgumentNullException.ThrowIfNull(exclusions);
        var next = Next(schedule, after);
        while (next is { } instant && exclusions.EndOf(instant) is { } end) next = Next(schedule, end.AddTicks(-1));
        return next;
    }

    /// <summary>The next instants after another that no calendar excludes, at most <paramref name="count"/>.</summary>
    public static IReadOnlyList<DateTimeOffset> Upcoming(Schedule schedule, DateTimeOffset after, int count, Exclusions? exclusions = null)
    {
        var upcoming = new List<DateTimeOffset>();
        var free = exclusions ?? Exclusions.None;
        for (var next = Next(schedule, after, free); next is not null && upcoming.Count < count; next = Next(schedule, next.Value, free))
            upcoming.Add(next.Value);
        return upcoming;
    }

    /// <summary>1 if a cron schedule's wall clock shows the time of this instant for the second time; otherwise 0.</summary>
    public static int FoldOf(Schedule schedule, DateTimeOffset instant) =>
        schedule.Trigger is Trigger.Cron cron && Cron.CronExpression.IsSecondShowing(instant, cron.Zone) ? 1 : 0;

    /// <summary>When the task of an instant falls due: later by a share of the jitter that only schedule and instant determine.</summary>
    public static DateTimeOffset DueAt(Schedule schedule, DateTimeOffset nominal)
    {
        if (schedule.Jitter <= TimeSpan.Zero)
            return nominal;
        var share = StableHash.Of(schedule.Id.Value, (ulong)nominal.UtcTicks) >> 32;
        return nominal.AddMilliseconds((long)(share * (ulong)schedule.Jitter.TotalMilliseconds >> 32));
    }

    /// <summary>The run of instants after the first and before the second one: its ends and its length, or null if there is none.</summary>
    internal static (DateTimeOffset First, DateTimeOffset Last, long Count)? Run(Schedule schedule, DateTimeOffset after, DateTimeOffset before)
    {
        if (Next(schedule, after) is not { } first || first >= before)
            return null;
        var end = schedule.EndAt is { } last && last < before ? NextMillisecond(last) : before;
        return (first, TriggerClock.Previous(schedule, end), TriggerClock.Count(schedule, first, end));
    }

    /// <summary>The last millisecond of the calendar has none after it.</summary>
    private static DateTimeOffset NextMillisecond(DateTimeOffset at) =>
        at < DateTimeOffset.MaxValue.AddMilliseconds(-1) ? TriggerClock.Floor(at).AddMilliseconds(1) : DateTimeOffset.MaxValue;
}
