using System.Text.Json.Serialization;

namespace Akka.Scheduler.Client.Wire;

/// <summary>The body of <c>POST /schedules/preview</c>: what would this expression do?</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PreviewRequest
{
    /// <summary>A cron expression of 5 or 6 fields, or a macro. This, or <see cref="Every"/>.</summary>
    public string? Cron { get; init; }

    /// <summary>The time from one instant to the next, counted from <see cref="From"/> or by <see cref="Phase"/>.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>With <see cref="Every"/>: counts from 1970-01-01T00:00Z and this much instead.</summary>
    public TimeSpan? Phase { get; init; }

    /// <summary>Calendars to leave out.</summary>
    public IReadOnlyList<string>? Calendars { get; init; }

    /// <summary>The IANA time zone to read it in. Default <c>UTC</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>How many instants to answer. Default 10.</summary>
    public int? Count { get; init; }

    /// <summary>Instants strictly after this one. Default now.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>How day-of-month and day-of-week combine. Default <see cref="WireDayRule.Both"/>.</summary>
    public WireDayRule? DayRule { get; init; }
}

/// <summary>The next instants of a schedule or an expression.</summary>
public sealed record NextInstants
{
    /// <summary>The instants, earliest first; empty when there is none.</summary>
    public required IReadOnlyList<DateTimeOffset> Items { get; init; }

    /// <summary>The same instants, each with its wall clock and when its task falls due.</summary>
    public IReadOnlyList<NextInstant>? Details { get; init; }
}

/// <summary>One instant that is to come.</summary>
public sealed record NextInstant
{
    /// <summary>The instant.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What the wall clock of the zone shows then, with its distance from UTC.</summary>
    public required string Local { get; init; }

    /// <summary>When its task falls due: the instant and its jitter, which is the same whoever leads.</summary>
    public required DateTimeOffset DueAt { get; init; }
}

/// <summary>The body of <c>POST /schedules/{id}/backfill</c>: make the tasks of instants that lie in the past.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BackfillRequest
{
    /// <summary>The first instant that counts.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The end: instants before this one count.</summary>
    public required DateTimeOffset To { get; init; }
}

/// <summary>What a backfill did.</summary>
public sealed record BackfillReply
{
    /// <summary>How many tasks were made.</summary>
    public required int Created { get; init; }

    /// <summary>How many instants wait for their turn, because runs of the schedule must not overlap.</summary>
    public int Waiting { get; init; }

    /// <summary>How many instants had a task already, or waited already, and were left alone.</summary>
    public required int Existing { get; init; }

    /// <summary>How many instants a calendar excludes.</summary>
    public int Excluded { get; init; }

    /// <summary>The ids of the tasks that were made, earliest instant first.</summary>
    public IReadOnlyList<string>? TaskIds { get; init; }
}
