using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>Lays a change over a schedule as it stands. What the change leaves out stays; one kind of trigger takes the place of another.</summary>
internal static class SchedulePatching
{
    public static ScheduleRequest Merge(ScheduleView current, SchedulePatch patch)
    {
        var retimed = patch.Cron is not null || patch.Every is not null || patch.At is not null;
        var cron = retimed ? patch.Cron : current.Cron;
        return new()
        {
            Id = current.Id,
            Name = patch.Name ?? current.Name,
            Cron = cron,
            Every = retimed ? patch.Every : current.Every,
            Phase = patch.Phase ?? (retimed ? null : current.Phase),
            At = retimed ? patch.At : current.At,
            TimeZone = patch.TimeZone ?? current.TimeZone,
            DayRule = cron is null ? patch.DayRule : patch.DayRule ?? current.DayRule,
            Enabled = patch.Enabled,
            StartAt = patch.StartAt ?? current.StartAt,
            EndAt = patch.EndAt ?? current.EndAt,
            MaxRuns = patch.MaxRuns ?? current.MaxRuns,
            Jitter = patch.Jitter ?? current.Jitter,
            Misfire = patch.Misfire ?? current.Misfire,
            CatchUpWindow = patch.CatchUpWindow ?? current.CatchUpWindow,
            Overlap = patch.Overlap ?? current.Overlap,
            Calendars = patch.Calendars ?? current.Calendars,
            Task = patch.Task ?? current.Task,
        };
    }
}
