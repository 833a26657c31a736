namespace Akka.Scheduler.Domain.Schedules;

/// <summary>
/// What may become of a schedule: pure functions, <see langword="null"/> where nothing changes. Every change is stored together with what
/// <see cref="FiringPlan.Evaluate"/> finds due under the version before it, and with that plan's cursor <see cref="ScheduleCursor.Settled"/>.
/// </summary>
public static class ScheduleRules
{
    /// <summary>All that is wrong with a schedule, or nothing. Its task is not looked at.</summary>
    public static IReadOnlyList<ScheduleProblem> Problems(Schedule schedule)
    {
        var problems = new List<ScheduleProblem>();
        if (ScheduleId.Problem(schedule.Id.Value) is { } id)
            problems.Add(new("id", id));
        if (TriggerProblem(schedule) is { } trigger)
            problems.Add(trigger);
        if (schedule.EndAt < schedule.StartAt)
            problems.Add(new("endAt", "must not be before startAt"));
        if (schedule.MaxRuns < 1)
            problems.Add(new("maxRuns", "must be at least 1"));
        if (schedule.Jitter < TimeSpan.Zero || schedule.Jitter > Schedule.LongestJitter)
            problems.Add(new("jitter", $"must be from 0 to {Schedule.LongestJitter.TotalDays:F0} day"));
        if (schedule.CatchUpWindow < TimeSpan.Zero || schedule.CatchUpWindow > Schedule.LongestCatchUpWindow)
            problems.Add(new("catchUpWindow", $"must be from 0 to {Schedule.LongestCatchUpWindow.TotalDays:F0} days"));
        if (schedule.Calendars.Count > CalendarNames.Most)
            problems.Add(new("calendars", $"may name at most {CalendarNames.Most}, and name {schedule.Calendars.Count}"));
        return problems;
    }

    /// <summary>Stops a schedule. What falls due until it is resumed is recorded as skipped. Null if it stands still already.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="reason">Why, in words.</param>
    /// <param name="by">Who.</param>
    /// <param name="now">Since when.</param>
    public static Schedule? Pause(Schedule schedule, string? reason, string? by, DateTimeOffset now) =>
        schedule.Enabled ? schedule with { Pause = new SchedulePause(reason, by, now), Version = schedule.Version + 1 } : null;

    /// <summary>Lets a paused schedule go on. Null if it is not paused.</summary>
    public static Schedule? Resume(Schedule schedule) =>
        schedule.Enabled ? null : schedule with { Pause = null, Version = schedule.Version + 1 };

    /// <summary>Puts another definition in a schedule's place: creation, and with it the phase of an interval, stays. Null if they are the same.</summary>
    /// <param name="current">The definition in force.</param>
    /// <param name="wanted">The new one; its id must be the same, its version and creation are ignored. A schedule that stays paused keeps who paused it, when and why.</param>
    /// <param name="keepPause">Whether it stays paused, or not, as it is.</param>
    public static Schedule? Replace(Schedule current, Schedule wanted, bool keepPause = false)
    {
        var next = wanted with { CreatedAt = current.CreatedAt, Version = current.Version };
        if (keepPause || (next.Pause is not null && current.Pause is not null)) next = next with { Pause = current.Pause };
        return IsSame(current, next) ? null : next with { Version = current.Version + 1 };
    }

    /// <summary>Expressions of the same instants may be written differently.</summary>
    private static bool IsSame(Schedule current, Schedule next) =>
        next == current && (next.Trigger as Trigger.Cron)?.Expression.Text == (current.Trigger as Trigger.Cron)?.Expression.Text;

    private static ScheduleProblem? TriggerProblem(Schedule schedule) => schedule.Trigger switch
    {
        Trigger.Cron { Expression: { HasOccurrences: false } never } =>
            new("cron", $"'{never.Text}' never occurs: no month has such a day"),
        Trigger.Every { Interval: var interval } when interval < Trigger.Every.Shortest || interval > Trigger.Every.Longest =>
            new("every", $"must be from {Trigger.Every.Shortest.TotalMilliseconds:F0} ms to {Trigger.Every.Longest.TotalDays:F0} days"),
        Trigger.Every { Interval: var interval } when interval.Ticks % TimeSpan.TicksPerMillisecond != 0 =>
            new("every", "must be a whole number of milliseconds"),
        Trigger.Every { Phase: { } phase, Interval: var interval } when phase < TimeSpan.Zero || phase >= interval =>
            new("phase", "must be from 0 to less than every"),
        Trigger.Every { Phase: { } phase } when phase.Ticks % TimeSpan.TicksPerMillisecond != 0 =>
            new("phase", "must be a whole number of milliseconds"),
        Trigger.At { Instant: var instant } when instant < schedule.StartAt || instant > schedule.EndAt =>
            new("at", "must lie between startAt and endAt"),
        _ => null,
    };
}
