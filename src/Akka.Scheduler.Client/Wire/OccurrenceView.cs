namespace Akka.Scheduler.Client.Wire;

/// <summary>The record of a schedule's due instant, or of a run of instants that were skipped together.</summary>
public sealed record OccurrenceView
{
    /// <summary>The (first) instant.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The last instant, where the record stands for several.</summary>
    public DateTimeOffset? Through { get; init; }

    /// <summary>How many instants the record stands for.</summary>
    public long Count { get; init; } = 1;

    /// <summary>The schedule's version in force.</summary>
    public long Version { get; init; }

    /// <summary>What asked for it: <c>due</c>, its instant came; <c>backfill</c>; or <c>trigger</c>, somebody by hand.</summary>
    public string Kind { get; init; } = "due";

    /// <summary><c>created</c>, <c>skipped</c>, or <c>waiting</c> for the end of the previous task.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why it was skipped; a text that begins with <c>duplicate:</c> says which task has the unique key.</summary>
    public string? Reason { get; init; }

    /// <summary>The task that was created, also where it was ended at once as a duplicate.</summary>
    public string? TaskId { get; init; }

    /// <summary>How that task stands; absent where there is none, or none any more.</summary>
    public string? TaskStatus { get; init; }

    /// <summary>When it was decided; absent while it waits.</summary>
    public DateTimeOffset? DecidedAt { get; init; }
}
