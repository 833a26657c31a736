using System.Text.Json.Serialization;

namespace Akka.Scheduler.Client.Wire;

/// <summary>The body of <c>POST /tasks/batch</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BatchRequest : IJsonOnDeserialized
{
    /// <summary>1 to 10,000 tasks.</summary>
    public required IReadOnlyList<SubmitTaskRequest> Tasks { get; init; }

    /// <summary>A task that runs when all tasks of the batch that were taken have ended; <c>onDependencyFailure</c> is <c>run</c> unless it says otherwise. Its id names the batch.</summary>
    public SubmitTaskRequest? Then { get; init; }

    void IJsonOnDeserialized.OnDeserialized() => NullEntries.Refuse(Tasks, "tasks", "a task");
}

/// <summary>The answer to a batch: one item for each task, in the order in which they were sent.</summary>
public sealed record BatchReply
{
    /// <summary>The items.</summary>
    public required IReadOnlyList<BatchItem> Items { get; init; }

    /// <summary>The name of the batch, for <c>GET /batches/{id}</c>; null where no task comes after it.</summary>
    public string? BatchId { get; init; }

    /// <summary>What became of the task that comes after the batch; null where there is none.</summary>
    public BatchItem? Then { get; init; }
}

/// <summary>How far a batch has come.</summary>
public sealed record BatchView
{
    /// <summary>Its name: the id of the task that comes after it.</summary>
    public required string Id { get; init; }

    /// <summary>How many tasks it has.</summary>
    public required int Total { get; init; }

    /// <summary>How many have not ended.</summary>
    public required int Open { get; init; }

    /// <summary>How many have succeeded.</summary>
    public required int Succeeded { get; init; }

    /// <summary>How many have failed.</summary>
    public required int Failed { get; init; }

    /// <summary>How many were cancelled.</summary>
    public required int Cancelled { get; init; }

    /// <summary>How many have expired.</summary>
    public required int Expired { get; init; }

    /// <summary>The share that has ended, 0 to 1.</summary>
    public required double Progress { get; init; }

    /// <summary>How the task stands that comes after it.</summary>
    public required WireStatus Then { get; init; }
}

/// <summary>What became of one task of a batch.</summary>
public sealed record BatchItem
{
    /// <summary>The task's id; null when it was refused before it had one.</summary>
    public string? Id { get; init; }

    /// <summary><c>created</c>, <c>exists</c> (it was there already, and stays as it is) or <c>rejected</c>; null when nobody can say.</summary>
    public string? Outcome { get; init; }

    /// <summary>The task's status; null when it was refused.</summary>
    public WireStatus? Status { get; init; }

    /// <summary>Why it was refused; null when it was taken.</summary>
    public ProblemView? Error { get; init; }
}
