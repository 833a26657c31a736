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
    public static ScheduleView Of(Schedule schedule, ScheduleCursor cursor)
    {
        var cron = schedule.Trigger as Trigger.Cron;
        var over = cursor.Runs >= schedule.MaxRuns;
        return new()
        {
            Id = schedule.Id.Value,
            Name = schedule.Name,
            Cron = cron?.Expression.Text,
            Every = (schedule.Trigger as Trigger.Every)?.Interval,
            At = (schedule.Trigger as Trigger.At)?.Instant,
            TimeZone = schedule.TimeZoneId,
            DayRule = cron?.DayRule == CronDayRule.Either ? WireDayRule.Either : WireDayRule.Both,
            Enabled = schedule.Enabled,
            StartAt = schedule.StartAt,
            EndAt = schedule.EndAt,
            MaxRuns = (int?)schedule.MaxRuns,
            Jitter = schedule.Jitter == TimeSpan.Zero ? null : schedule.Jitter,
            Misfire = (WireMisfire)schedule.Misfire,
            CatchUpWindow = schedule.CatchUpWindow,
            Overlap = OverlapWords.Of(schedule.Overlap),
            Task = Of(schedule.Task),
            Version = schedule.Version,
            CreatedAt = schedule.CreatedAt,
            NextAt = schedule.Enabled && !over ? ScheduleClock.Next(schedule, cursor.Watermark) : null,
            LastAt = cursor.LastTask is { } last && OccurrenceId.TryParse(last, out _, out var nominal) ? nominal : null,
            Runs = cursor.Runs,
            PausedAt = schedule.Pause?.At,
            PausedReason = schedule.Pause?.Reason,
            Reason = schedule.Enabled ? over ? "maxRuns" : null : "paused",
        };
    }

    private static TaskTemplate Of(DomainTemplate template) => new()
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
        Retry = RetryViews.Of(template.Retry),
        OnLost = template.OnLost == DomainLoss.Retry ? null : (WireLossPolicy)template.OnLost,
        FairnessKey = template.FairnessKey,
        Delivery = (WireDelivery)template.Delivery,
    };
}
