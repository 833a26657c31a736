using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Domain.Schedules;

/// <summary>A task that is to be created again and again, and when. How far it has come is kept apart, in <see cref="ScheduleCursor"/>.</summary>
public sealed record Schedule
{
    /// <summary>Its name for ever.</summary>
    public required ScheduleId Id { get; init; }

    /// <summary>Free text for people; may be absent.</summary>
    public string? Name { get; init; }

    /// <summary>Which instants it is about.</summary>
    public required Trigger Trigger { get; init; }

    /// <summary>Why it stands still, or null while it is enabled. Instants that fall due meanwhile are recorded as skipped.</summary>
    public SchedulePause? Pause { get; init; }

    /// <summary>No instant before this one counts; absent: none before the creation.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>No instant after this one counts; absent: it goes on for ever.</summary>
    public DateTimeOffset? EndAt { get; init; }

    /// <summary>After this many created tasks, 1 or more, it is complete; absent: any number.</summary>
    public long? MaxRuns { get; init; }

    /// <summary>
    /// Each task falls due later than its instant by a share of this that schedule and instant determine; 0, the default, to
    /// <see cref="LongestJitter"/>.
    /// </summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>What becomes of missed instants.</summary>
    public MisfirePolicy Misfire { get; init; }

    /// <summary>
    /// How long ago a missed instant may lie and still be made up for; 0 to <see cref="LongestCatchUpWindow"/>, 1 h by default. Less than
    /// <see cref="FiringPlan.MisfireThreshold"/> means just that.
    /// </summary>
    public TimeSpan CatchUpWindow { get; init; } = DefaultCatchUpWindow;

    /// <summary>What becomes of an instant while the previous task is not finished.</summary>
    public OverlapPolicy Overlap { get; init; }

    /// <summary>The calendars whose days and stretches it leaves out; at most <see cref="CalendarNames.Most"/>.</summary>
    public CalendarNames Calendars { get; init; } = CalendarNames.None;

    /// <summary>What is created.</summary>
    public required TaskTemplate Task { get; init; }

    /// <summary>From 1, one more with every change.</summary>
    public long Version { get; init; } = 1;

    /// <summary>When it was first accepted; survives every change.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>False while it is paused.</summary>
    public bool Enabled => Pause is null;

    /// <summary>The zone's IANA id; <c>UTC</c> where the trigger knows no wall clock.</summary>
    public string TimeZoneId => Trigger is Trigger.Cron cron ? cron.Zone.Id : TimeZoneInfo.Utc.Id;

    /// <summary>1 hour.</summary>
    public static TimeSpan DefaultCatchUpWindow { get; } = TimeSpan.FromHours(1);

    /// <summary>366 days.</summary>
    public static TimeSpan LongestCatchUpWindow { get; } = TimeSpan.FromDays(366);

    /// <summary>The most instants of one schedule that wait for the end of its previous task: 1,000.</summary>
    public const int MostHeld = 1_000;

    /// <summary>1 day.</summary>
    public static TimeSpan LongestJitter { get; } = TimeSpan.FromDays(1);
}
