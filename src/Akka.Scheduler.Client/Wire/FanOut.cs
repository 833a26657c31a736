using System.Text.Json.Serialization;

namespace Akka.Scheduler.Client.Wire;

/// <summary>How a task is split into parts.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record FanOutSpec
{
    /// <summary>How many parts, 1 to 10,000. Each knows its number.</summary>
    public required int Parts { get; init; }

    /// <summary>What the task itself runs when the parts have ended, in its own queue and with its own labels and priority; left out: nothing, its result counts the parts.</summary>
    public TaskTemplate? Reduce { get; init; }

    /// <summary>What becomes of the task when a part does not succeed. Default <see cref="WireDependencyFailure.Fail"/>: the other parts are cancelled, and it fails with the last of them.</summary>
    public WireDependencyFailure? OnPartFailure { get; init; }
}

/// <summary>How a task is run once on each worker.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BroadcastSpec : IJsonOnDeserialized
{
    /// <summary>Labels that a worker must have, beside those that the task requires; default none.</summary>
    public IReadOnlyDictionary<string, string>? Requires { get; init; }

    /// <summary>What the task itself runs when the parts have ended, in its own queue and with its own labels and priority; left out: nothing, its result counts the parts.</summary>
    public TaskTemplate? Reduce { get; init; }

    /// <summary>What becomes of the task when a part does not succeed. Default <see cref="WireDependencyFailure.Fail"/>: the other parts are cancelled, and it fails with the last of them.</summary>
    public WireDependencyFailure? OnPartFailure { get; init; }

    void IJsonOnDeserialized.OnDeserialized() => NullEntries.Refuse(Requires, "requires");
}

/// <summary>How the parts of a task stand.</summary>
public sealed record PartsView
{
    /// <summary>How many there are.</summary>
    public required int Total { get; init; }

    /// <summary>How many have not ended.</summary>
    public required int Open { get; init; }

    /// <summary>How many have succeeded.</summary>
    public required int Succeeded { get; init; }

    /// <summary>How many have ended in another way.</summary>
    public required int Failed { get; init; }
}

/// <summary>Which part of another task a task is.</summary>
public sealed record PartView
{
    /// <summary>The task that gathers the parts.</summary>
    public required string Of { get; init; }

    /// <summary>The part's number, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>How many parts there are.</summary>
    public required int Count { get; init; }
}
