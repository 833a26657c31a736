using System.Text.Json.Serialization;

namespace Akka.Scheduler.Client.Wire;

/// <summary>
/// The body of <c>POST /schedules</c> and <c>PUT /schedules/{id}</c>: a schedule, whole. Exactly one of
/// <see cref="Cron"/>, <see cref="Every"/> and <see cref="At"/> says when.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ScheduleRequest
{
    /// <summary>The caller's own id; a schedule that has it is replaced. Made by the node if left out; on PUT the path gives it.</summary>
    public string? Id { get; init; }

    /// <summary>Free text for people.</summary>
    public string? Name { get; init; }

    /// <summary>A cron expression of 5 or 6 fields, or a macro.</summary>
    public string? Cron { get; init; }

    /// <summary>The time from one instant to the next.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>
    /// With <see cref="Every"/>: counts from 1970-01-01T00:00Z and this much, instead of the start or the creation. From 0 to less than the interval.
    /// </summary>
    public TimeSpan? Phase { get; init; }

    /// <summary>The only instant.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The IANA time zone that <see cref="Cron"/> is read in. Default <c>UTC</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>How day-of-month and day-of-week combine. Default <see cref="WireDayRule.Both"/>.</summary>
    public WireDayRule? DayRule { get; init; }

    /// <summary>False keeps the schedule without firing it. Left out: a new one fires, and one that exists stays paused, or not, as it is.</summary>
    public bool? Enabled { get; init; }

    /// <summary>No instant before this one.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>No instant after this one.</summary>
    public DateTimeOffset? EndAt { get; init; }

    /// <summary>The schedule ends after this many tasks; 1 or more.</summary>
    public int? MaxRuns { get; init; }

    /// <summary>Each task is due up to this long after its instant, by chance. Default none.</summary>
    public TimeSpan? Jitter { get; init; }

    /// <summary>What happens to missed instants. Default <see cref="WireMisfire.FireOnce"/>.</summary>
    public WireMisfire? Misfire { get; init; }

    /// <summary>How far back missed instants count. Default 1 hour.</summary>
    public TimeSpan? CatchUpWindow { get; init; }

    /// <summary>What happens when an earlier task has not finished. Default <see cref="WireOverlap.Skip"/>.</summary>
    public WireOverlap? Overlap { get; init; }

    /// <summary>The calendars whose days and stretches it leaves out; at most 16. Default none.</summary>
    public IReadOnlyList<string>? Calendars { get; init; }

    /// <summary>The task to make.</summary>
    public required TaskTemplate Task { get; init; }
}

/// <summary>The body of <c>PATCH /schedules/{id}</c>: what to change; a member left out stays as it is, and one that is null goes back to its default.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SchedulePatch
{
    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>The new cron expression; takes the place of <c>every</c> and <c>at</c>.</summary>
    public string? Cron { get; init; }

    /// <summary>The new interval; takes the place of <c>cron</c> and <c>at</c>.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>The new phase of the interval.</summary>
    public TimeSpan? Phase { get; init; }

    /// <summary>The new only instant; takes the place of <c>cron</c> and <c>every</c>.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The new time zone.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The new day rule.</summary>
    public WireDayRule? DayRule { get; init; }

    /// <summary>Whether it fires.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The new first possible instant.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>The new last possible instant.</summary>
    public DateTimeOffset? EndAt { get; init; }

    /// <summary>The new number of tasks after which it ends.</summary>
    public int? MaxRuns { get; init; }

    /// <summary>The new jitter.</summary>
    public TimeSpan? Jitter { get; init; }

    /// <summary>The new misfire rule.</summary>
    public WireMisfire? Misfire { get; init; }

    /// <summary>The new catch-up window.</summary>
    public TimeSpan? CatchUpWindow { get; init; }

    /// <summary>The new overlap rule.</summary>
    public WireOverlap? Overlap { get; init; }

    /// <summary>The new calendars, all of them.</summary>
    public IReadOnlyList<string>? Calendars { get; init; }

    /// <summary>The new task, whole.</summary>
    public TaskTemplate? Task { get; init; }
}
