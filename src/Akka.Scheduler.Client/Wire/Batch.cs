using System.Text.Json;
using System.Text.Json.Serialization;

namespace Akka.Scheduler.Client.Wire;

/// <summary>The body of <c>POST /tasks/batch</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BatchRequest : IJsonOnDeserialized
{
    /// <summary>1 to 10,000 tasks.</summary>
    public required IReadOnlyList<SubmitTaskRequest> Tasks { get; init; }

    void IJsonOnDeserialized.OnDeserialized()
    {
        for (var i = 0; i < Tasks?.Count; i++)
        {
            if (Tasks[i] is null) throw new JsonException($"tasks[{i}] is null: give a task.");
        }
    }
}

/// <summary>The answer to a batch: one item for each task, in the order in which they were sent.</summary>
public sealed record BatchReply
{
    /// <summary>The items.</summary>
    public required IReadOnlyList<BatchItem> Items { get; init; }
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
