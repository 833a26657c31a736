namespace Akka.Scheduler.Client.Wire;

/// <summary>Why a task has not run, in words and fields.</summary>
public sealed record ExplainView
{
    /// <summary>The task.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required WireStatus Status { get; init; }

    /// <summary>The whole answer in a sentence or two.</summary>
    public required string Summary { get; init; }

    /// <summary>Every cause found, the decisive one first; empty when nothing holds it back.</summary>
    public required IReadOnlyList<ExplainCause> Causes { get; init; }

    /// <summary>How far its attempt has come, while it runs; null when it does not say.</summary>
    public ProgressView? Progress { get; init; }

    /// <summary>When the worker last told the task's owner that the attempt runs; null while it does not run, and before the first time.</summary>
    public DateTimeOffset? HeartbeatAt { get; init; }

    /// <summary>Tasks that wait for it, the first 100 by id.</summary>
    public IReadOnlyList<string>? Children { get; init; }

    /// <summary>The shard that owns it.</summary>
    public int? Shard { get; init; }

    /// <summary>The node that owns the shard.</summary>
    public string? NodeId { get; init; }

    /// <summary>The shard's epoch.</summary>
    public long? Epoch { get; init; }
}

/// <summary>One thing that holds a task back.</summary>
public sealed record ExplainCause
{
    /// <summary>A stable word for programs: <c>notDue</c>, <c>waitingForDependency</c>, <c>queuePaused</c>, <c>noWorker</c>, …</summary>
    public required string Code { get; init; }

    /// <summary>The cause in words.</summary>
    public required string Message { get; init; }

    /// <summary>What can be done about it, if anything.</summary>
    public string? Remedy { get; init; }

    /// <summary>The facts behind it, by name.</summary>
    public IReadOnlyDictionary<string, string>? Facts { get; init; }
}
