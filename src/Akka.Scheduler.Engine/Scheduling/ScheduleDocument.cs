using Akka.Scheduler.Domain.Cron;
using Akka.Scheduler.Domain.Schedules;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>A schedule's definition as it is stored.</summary>
internal sealed record ScheduleDocument
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public CronDocument? Cron { get; init; }

    public TimeSpan? Every { get; init; }

    public TimeSpan? Phase { get; init; }

    public DateTimeOffset? At { get; init; }

    public PauseDocument? Pause { get; init; }

    public DateTimeOffset? StartAt { get; init; }

    public DateTimeOffset? EndAt { get; init; }

    public long? MaxRuns { get; init; }

    public TimeSpan Jitter { get; init; }

    public MisfirePolicy Misfire { get; init; }

    public TimeSpan CatchUpWindow { get; init; }

    public OverlapPolicy Overlap { get; init; }

    public IReadOnlyList<string>? Calendars { get; init; }

    public required TemplateDocument Task { get; init; }

    public long Version { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public static ScheduleDocument Of(Schedule schedule) => new()
    {
        Id = schedule.Id.Value,
        Name = schedule.Name,
        Cron = schedule.Trigger is Trigger.Cron cron ? new(cron.Expression.Text, cron.Zone.Id, cron.DayRule) : null,
        Every = (schedule.Trigger as Trigger.Every)?.Interval,
        Phase = (schedule.Trigger as Trigger.Every)?.Phase,
        At = (schedule.Trigger as Trigger.At)?.Instant,
        Pause = schedule.Pause is { } pause ? new(pause.Reason, pause.By, pause.At) : null,
        StartAt = schedule.StartAt,
        EndAt = schedule.EndAt,
        MaxRuns = schedule.MaxRuns,
        Jitter = schedule.Jitter,
        Misfire = schedule.Misfire,
        CatchUpWindow = schedule.CatchUpWindow,
        Overlap = schedule.Overlap,
        Calendars = schedule.Calendars.Count == 0 ? null : [.. schedule.Calendars.Select(calendar => calendar.Value)],
        Task = TemplateDocument.Of(schedule.Task),
        Version = schedule.Version,
        CreatedAt = schedule.CreatedAt,
    };

    public Schedule ToSchedule() => new()
    {
        Id = new(Id),
        Name = Name,
        Trigger = ToTrigger(),
        Pause = Pause is { } pause ? new(pause.Reason, pause.By, pause.At) : null,
        StartAt = StartAt,
        EndAt = EndAt,
        MaxRuns = MaxRuns,
        Jitter = Jitter,
        Misfire = Misfire,
        CatchUpWindow = CatchUpWindow,
        Overlap = Overlap,
        Calendars = Calendars is null ? CalendarNames.None : new(Calendars.Select(name => new CalendarId(name))),
        Task = Task.ToTemplate(),
        Version = Version,
        CreatedAt = CreatedAt,
    };

    private Trigger ToTrigger()
    {
        if (Cron is { } cron) return Trigger.Cron.Parse(cron.Text, TimeZoneInfo.FindSystemTimeZoneById(cron.Zone), new(Id), cron.DayRule);
        if (Every is { } every) return new Trigger.Every(every, Phase);
        return At is { } at ? new Trigger.At(at) : throw new InvalidDataException($"the stored schedule '{Id}' has no trigger");
    }
}

internal sealed record CronDocument(string Text, string Zone, CronDayRule DayRule);

internal sealed record PauseDocument(string? Reason, string? By, DateTimeOffset At);
