namespace Akka.Scheduler.Domain.Schedules;

/// <summary>The instants of a schedule's trigger, regardless of where the schedule begins and ends.</summary>
internal static class TriggerClock
{
    /// <summary>The first instant at or after another, or null.</summary>
    public static DateTimeOffset? Next(Schedule schedule, DateTimeOffset from) => schedule.Trigger switch
    {
        Trigger.Cron cron => cron.Expression.OccurrenceFrom(from.UtcDateTime, cron.Zone) is { } next
            ? new DateTimeOffset(next)
            : null,
        Trigger.Every every => Nth(schedule, every, Math.Max(StepsBefore(schedule, every, from), FirstStep(schedule, every))),
        Trigger.At at => Floor(at.Instant) is var only && only >= from ? only : null,
        _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule.Trigger, "No such trigger."),
    };

    /// <summary>The last instant before another one; there must be one.</summary>
    public static DateTimeOffset Previous(Schedule schedule, DateTimeOffset before) => schedule.Trigger switch
    {
        Trigger.Cron cron => new DateTimeOffset(cron.Expression.GetPreviousOccurrence(before.UtcDateTime, cron.Zone)!.Value),
        Trigger.Every every => Nth(schedule, every, StepsBefore(schedule, every, before) - 1)!.Value,
        Trigger.At at => Floor(at.Instant),
        _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule.Trigger, "No such trigger."),
    };

    /// <summary>How many instants there are from the first one, which is one, to just before another.</summary>
    public static long Count(Schedule schedule, DateTimeOffset first, DateTimeOffset before) => schedule.Trigger switch
    {
        Trigger.Cron cron => cron.Expression.CountOccurrences(first, before, cron.Zone),
        Trigger.Every every => StepsBefore(schedule, every, before) - StepsBefore(schedule, every, first),
        Trigger.At => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule.Trigger, "No such trigger."),
    };

    /// <summary>The instant without parts of a millisecond, in UTC.</summary>
    public static DateTimeOffset Floor(DateTimeOffset at) =>
        new(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);

    /// <summary>A given start is the first instant, and so is that of a phase; the creation is not.</summary>
    private static long FirstStep(Schedule schedule, Trigger.Every every) => every.Phase is null && schedule.StartAt is null ? 1 : 0;

    private static long Anchor(Schedule schedule, Trigger.Every every) => every.Phase is { } phase
        ? DateTimeOffset.UnixEpoch.UtcTicks + phase.Ticks
        : Floor(schedule.StartAt ?? schedule.CreatedAt).UtcTicks;

    /// <summary>How many whole steps from the anchor, itself the first, come before an instant: the number of the first step that does not.</summary>
    private static long StepsBefore(Schedule schedule, Trigger.Every every, DateTimeOffset at)
    {
        var distance = at.UtcTicks - Anchor(schedule, every);
        return distance <= 0 ? 0 : (distance - 1) / every.Interval.Ticks + 1;
    }

    private static DateTimeOffset? Nth(Schedule schedule, Trigger.Every every, long step)
    {
        var anchor = Anchor(schedule, every);
        return step > (DateTimeOffset.MaxValue.UtcTicks - anchor) / every.Interval.Ticks
            ? null
            : new DateTimeOffset(anchor + step * every.Interval.Ticks, TimeSpan.Zero);
    }
}
