using System.Text.Json;
using System.Text.Json.Serialization;

namespace Akka.Scheduler.Client.Wire;

/// <summary>The body of <c>POST /schedules/apply</c>: how a set of schedules shall be.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ApplyRequest : IJsonOnDeserialized
{
    /// <summary>The schedules, each with its id; at most 10,000.</summary>
    public required IReadOnlyList<ScheduleRequest> Schedules { get; init; }

    /// <summary>Says what would be done, and does nothing.</summary>
    public bool? DryRun { get; init; }

    /// <summary>Deletes the schedules that are not in the list and whose tasks have all of <see cref="Labels"/>.</summary>
    public bool? Prune { get; init; }

    /// <summary>With <see cref="Prune"/>: which schedules the list is the whole of; at least one label.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    void IJsonOnDeserialized.OnDeserialized()
    {
        NullEntries.Refuse(Schedules, "schedules", "a schedule");
        NullEntries.Refuse(Labels, "labels");
    }
}

/// <summary>What became of a set of schedules.</summary>
public sealed record ApplyReply
{
    /// <summary>Whether nothing was done, because that was asked for.</summary>
    public bool DryRun { get; init; }

    /// <summary>How many were made.</summary>
    public required int Created { get; init; }

    /// <summary>How many were changed.</summary>
    public required int Changed { get; init; }

    /// <summary>How many were like that already.</summary>
    public required int Unchanged { get; init; }

    /// <summary>How many were refused.</summary>
    public required int Refused { get; init; }

    /// <summary>How many were deleted, because they are not in the list.</summary>
    public required int Deleted { get; init; }

    /// <summary>What became of each: first those of the list, in its order, then those that were deleted.</summary>
    public required IReadOnlyList<ApplyItem> Items { get; init; }
}

/// <summary>What became of one schedule.</summary>
public sealed record ApplyItem
{
    /// <summary>Its id; absent if it has none.</summary>
    public string? Id { get; init; }

    /// <summary><c>created</c>, <c>changed</c>, <c>unchanged</c>, <c>refused</c> or <c>deleted</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Its version afterwards; absent where nothing was done.</summary>
    public long? Version { get; init; }

    /// <summary>What is different from before, if it was changed.</summary>
    public IReadOnlyList<FieldChange>? Changes { get; init; }

    /// <summary>Why it was refused.</summary>
    public ProblemView? Error { get; init; }
}

/// <summary>A field that has another value than before.</summary>
public sealed record FieldChange
{
    /// <summary>Its name, from the schedule down: <c>task.payload.url</c>.</summary>
    public required string Field { get; init; }

    /// <summary>Its value before; absent: it had none.</summary>
    public JsonElement? From { get; init; }

    /// <summary>Its value now; absent: it has none.</summary>
    public JsonElement? To { get; init; }
}
