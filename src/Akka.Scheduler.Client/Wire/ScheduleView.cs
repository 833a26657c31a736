namespace Akka.Scheduler.Client.Wire;

/// <summary>A schedule as the node knows it.</summary>
public sealed record ScheduleView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Free text for people.</summary>
    public string? Name { get; init; }

    /// <summary>Its cron expression, or null.</summary>
    public string? Cron { get; init; }

    /// <summary>Its interval, or null.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>What the interval counts from, if not from the start or the creation.</summary>
    public TimeSpan? Phase { get; init; }

    /// <summary>Its only instant, or null.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The IANA time zone of <see cref="Cron"/>.</summary>
    public required string TimeZone { get; init; }

    /// <summary>How day-of-month and day-of-week combine.</summary>
    public WireDayRule DayRule { get; init; }

    /// <summary><c>active</c>; <c>paused</c>; or <c>ended</c>, when it has no instant left or has made all its runs.</summary>
    public string? State { get; init; }

    /// <summary>Whether it fires.</summary>
    public required bool Enabled { get; init; }

    /// <summary>No instant before this one.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>No instant after this one.</summary>
    public DateTimeOffset? EndAt { get; init; }

    /// <summary>It ends after this many tasks.</summary>
    public int? MaxRuns { get; init; }

    /// <summary>Each task is due up to this long after its instant.</summary>
    public TimeSpan? Jitter { get; init; }

    /// <summary>What happens to missed instants.</summary>
    public WireMisfire Misfire { get; init; }

    /// <summary>How far back missed instants count.</summary>
    public TimeSpan? CatchUpWindow { get; init; }

    /// <summary>What happens when an earlier task has not finished.</summary>
    public WireOverlap Overlap { get; init; }

    /// <summary>The calendars that it heeds.</summary>
    public IReadOnlyList<string>? Calendars { get; init; }

    /// <summary>The task it makes.</summary>
    public required TaskTemplate Task { get; init; }

    /// <summary>Grows with each change; also the <c>ETag</c>.</summary>
    public required long Version { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Its next instant; null when it has none.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Its last recorded instant; null before the first.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>How many tasks it has made.</summary>
    public long Runs { get; init; }

    /// <summary>When it was paused; null when it is not.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>Who paused it, as far as that is known.</summary>
    public string? PausedBy { get; init; }

    /// <summary>How many of its instants wait for the end of a task; absent: none.</summary>
    public int? Waiting { get; init; }

    /// <summary>That task.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>Why it was paused, if the one who did it said so.</summary>
    public string? PausedReason { get; init; }

    /// <summary>Why it is not firing, or what it waits for.</summary>
    public string? Reason { get; init; }
}
