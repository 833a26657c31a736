using System.Globalization;
using Akka.Scheduler.Client.Http;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Client;

/// <summary>Which tasks to list; a member left out does not narrow the list.</summary>
public sealed record TaskQuery
{
    /// <summary>Only tasks in one of these states.</summary>
    public IReadOnlyList<WireStatus> Statuses { get; init; } = [];

    /// <summary>Only this queue.</summary>
    public string? Queue { get; init; }

    /// <summary>Only this executor.</summary>
    public string? Executor { get; init; }

    /// <summary>Only tasks of this schedule.</summary>
    public string? ScheduleId { get; init; }

    /// <summary>Only tasks that carry all of these labels, each <c>key:value</c>.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Only tasks with this name.</summary>
    public string? Name { get; init; }

    /// <summary>Only tasks that wait, or waited, for the task with this id.</summary>
    public string? DependsOn { get; init; }

    /// <summary>Only tasks made at or after this instant.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only tasks made before this instant.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>At most this many to a page; the node decides when left out.</summary>
    public int? Limit { get; init; }

    /// <summary>Where a page before ended.</summary>
    public string? Cursor { get; init; }

    internal string ToQuery() => new QueryText()
        .AddAll("status", Statuses.Select(WireEnum.Name))
        .Add("queue", Queue).Add("executor", Executor).Add("scheduleId", ScheduleId)
        .AddAll("label", Labels).Add("name", Name).Add("dependsOn", DependsOn).Add("from", From).Add("to", To)
        .Add("limit", Limit?.ToString(CultureInfo.InvariantCulture)).Add("cursor", Cursor).ToString();
}

/// <summary>Which transitions <c>GET /events</c> sends; a member left out does not narrow the stream.</summary>
public sealed record EventFilter
{
    /// <summary>Only this task.</summary>
    public string? TaskId { get; init; }

    /// <summary>Only this queue.</summary>
    public string? Queue { get; init; }

    /// <summary>Only transitions into one of these states.</summary>
    public IReadOnlyList<WireStatus> Statuses { get; init; } = [];

    /// <summary>Only tasks of this schedule.</summary>
    public string? ScheduleId { get; init; }

    internal string ToQuery() => new QueryText()
        .Add("taskId", TaskId).Add("queue", Queue)
        .AddAll("status", Statuses.Select(WireEnum.Name)).Add("scheduleId", ScheduleId).ToString();
}
