using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Cron;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Hosting.Gateway.Validation;
using DomainLoss = Akka.Scheduler.Domain.Tasks.LossPolicy;
using DomainTemplate = Akka.Scheduler.Domain.Tasks.TaskTemplate;

namespace Akka.Scheduler.Hosting.Gateway.Views;

/// <summary>Schedules in the words of the wire.</summary>
internal static class ScheduleViews
{
    /// <summary>The schedule, and how far it has come.</summary>
    public static ScheduleView Of(Schedule schedule, ScheduleCursor cursor, Exclusions exclusions)
    {
        var cron = schedule.Trigger as Trigger.Cron;
        var runsAreUsedUp = cursor.Runs + cursor.HeldDue >= schedule.MaxRuns;
        var next = runsAreUsedUp ? null : ScheduleClock.Next(schedule, cursor.Watermark, exclusions);
        var isOver = next is null && cursor.Held.Count == 0;
        return new()
        {
            Id = schedule.Id.Value,
            Name = schedule.Name,
            Cron = cron?.Expression.Text,
            Every = (schedule.Trigger as Trigger.Every)?.Interval,
            Phase = (schedule.Trigger as Trigger.Every)?.Phase,
            At = (schedule.Trigger as Trigger.At)?.Instant,
            TimeZone = schedule.TimeZoneId,
            DayRule = cron?.DayRule == CronDayRule.Either ? WireDayRule.Either : WireDayRule.Both,
            State = isOver ? "ended" : schedule.Enabled ? "active" : "paused",
            Enabled = schedule.Enabled,
            StartAt = schedule.StartAt,
            EndAt = schedule.EndAt,
            MaxRuns = (int?)schedule.MaxRuns,
            Jitter = schedule.Jitter == TimeSpan.Zero ? null : schedule.Jitter,
            Misfire = (WireMisfire)schedule.Misfire,
            CatchUpWindow = schedule.CatchUpWindow,
            Overlap = OverlapWords.Of(schedule.Overlap),
            Calendars = CalendarsOf(schedule),
            Task = Of(schedule.Task),
            Version = schedule.Version,
            CreatedAt = schedule.CreatedAt,
            NextAt = schedule.Enabled ? next : null,
            LastAt = cursor.LastTask is { } last && OccurrenceId.TryParse(last, out _, out var nominal) ? nominal : null,
            Runs = cursor.Runs,
            Waiting = cursor.Held.Count == 0 ? null : cursor.Held.Count,
            WaitsFor = cursor.Held.Count == 0 ? null : cursor.LastTask?.Value,
            PausedAt = schedule.Pause?.At,
            PausedBy = schedule.Pause?.By,
            PausedReason = schedule.Pause?.Reason,
            Reason = ReasonOf(schedule, cursor, runsAreUsedUp, isOver),
        };
    }

    /// <summary>The definition alone, as it might have been asked for.</summary>
    public static ScheduleRequest RequestOf(Schedule schedule)
    {
        var view = Of(schedule, ScheduleCursor.Start(schedule), Exclusions.None);
        return new()
        {
            Id = view.Id,
            Name = view.Name,
            Cron = view.Cron,
            Every = view.Every,
            Phase = view.Phase,
            At = view.At,
            TimeZone = view.Cron is null ? null : view.TimeZone,
            DayRule = view.Cron is null ? null : view.DayRule,
            Enabled = view.Enabled,
            StartAt = view.StartAt,
            EndAt = view.EndAt,
            MaxRuns = view.MaxRuns,
            Jitter = view.Jitter,
            Misfire = view.Misfire,
            CatchUpWindow = view.CatchUpWindow,
            Overlap = view.Overlap,
            Calendars = view.Calendars,
            Task = view.Task,
        };
    }

    private static string[]? CalendarsOf(Schedule schedule) =>
        schedule.Calendars.Count == 0 ? null : [.. schedule.Calendars.Select(calendar => calendar.Value)];

    private static string? ReasonOf(Schedule schedule, ScheduleCursor cursor, bool runsAreUsedUp, bool isOver)
    {
        if (!schedule.Enabled) return "paused";
        if (cursor.Held.Count > 0) return "waitsForPrevious";
        if (runsAreUsedUp) return "maxRuns";
        if (!isOver) return null;
        return schedule.Trigger is Trigger.At ? "fired" : schedule.EndAt is null ? "noMoreInstants" : "endAt";
    }

    /// <summary>What a task does and how.</summary>
    public static TaskTemplate Of(DomainTemplate template) => new()
    {
        Name = template.Name,
        Labels = template.Labels.Count == 0 ? null : template.Labels,
        Requires = template.Requires.Count == 0 ? null : template.Requires,
        Executor = template.Executor,
        Payload = TaskViews.JsonOf(template.Payload),
        Queue = template.Queue,
        Priority = (WirePriority)template.Priority,
        Ttl = template.Ttl,
        Timeout = template.Timeout,
        TotalTimeout = template.TotalTimeout,
        UniqueKey = template.UniqueKey,
        UniqueFor = template.UniqueFor == TimeSpan.Zero ? null : template.UniqueFor,
        Retry = RetryViews.Of(template.Retry),
        OnLost = template.OnLost == DomainLoss.Retry ? null : (WireLossPolicy)template.OnLost,
        FairnessKey = template.FairnessKey,
        FanOut = SplitViews.FanOutOf(template),
        Broadcast = SplitViews.BroadcastOf(template),
        Delivery = (WireDelivery)template.Delivery,
        ConcurrencyKey = template.Limit?.Key,
        MaxConcurrency = template.Limit?.MaxConcurrency,
        RatePerSecond = template.Limit?.RatePerSecond,
    };
}
