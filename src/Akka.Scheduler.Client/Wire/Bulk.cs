using System.Text.Json.Serialization;

namespace Akka.Scheduler.Client.Wire;

/// <summary>
/// The body of <c>POST /tasks/retry</c> and <c>POST /tasks/cancel</c>: which tasks the command is for. A member left out does not narrow; at least one
/// must.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BulkRequest : IJsonOnDeserialized
{
    /// <summary>
    /// Only tasks in one of these states. For retry: failed, cancelled, expired; default failed. For cancel: pending, queued, running, retrying; default
    /// all of them.
    /// </summary>
    public IReadOnlyList<WireStatus>? Status { get; init; }

    /// <summary>Only this queue.</summary>
    public string? Queue { get; init; }

    /// <summary>Only this executor.</summary>
    public string? Executor { get; init; }

    /// <summary>Only tasks of this schedule.</summary>
    public string? ScheduleId { get; init; }

    /// <summary>Only tasks that carry all of these labels, each <c>key:value</c>.</summary>
    public IReadOnlyList<string>? Label { get; init; }

    /// <summary>Only tasks with this name.</summary>
    public string? Name { get; init; }

    /// <summary>Only tasks made at or after this instant.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only tasks made before this instant.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>At most this many tasks in this request, 1 to 10,000; default 1,000. The answer's cursor goes on after them.</summary>
    public int? Limit { get; init; }

    /// <summary>Only counts and shows what it would be done to.</summary>
    public bool DryRun { get; init; }

    /// <summary>Where a request before ended.</summary>
    public string? Cursor { get; init; }

    /// <summary>Why, for the tasks' history; for cancel only.</summary>
    public string? Reason { get; init; }

    void IJsonOnDeserialized.OnDeserialized() => NullEntries.Refuse(Label, "label", "key:value");
}

/// <summary>The answer to a command for many tasks: what became of those that this request came to, newest first.</summary>
public sealed record BulkReply
{
    /// <summary>How many tasks the request came to.</summary>
    public required int Matched { get; init; }

    /// <summary>How many of them it was done to; none in a dry run.</summary>
    public required int Done { get; init; }

    /// <summary>How many had moved on meanwhile, so that it could not be done.</summary>
    public required int Skipped { get; init; }

    /// <summary>Whether nothing was changed on purpose.</summary>
    public bool DryRun { get; init; }

    /// <summary>The first of them, at most 20.</summary>
    public required IReadOnlyList<BulkItem> Items { get; init; }

    /// <summary>Where to go on; absent when all that match have been dealt with.</summary>
    public string? NextCursor { get; init; }

    /// <summary>Why the request ended early, if it did; going on from the cursor is safe.</summary>
    public string? Stopped { get; init; }
}

/// <summary>What became of one task.</summary>
public sealed record BulkItem
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its status: before, in a dry run; after, otherwise.</summary>
    public required WireStatus Status { get; init; }

    /// <summary><c>done</c>, <c>skipped</c>, or <c>matched</c> in a dry run.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why it was skipped.</summary>
    public string? Why { get; init; }
}
