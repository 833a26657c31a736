using System.Text.Json.Serialization;

namespace Akka.Scheduler.Client.Wire;

/// <summary>A worker: what it can do and what it does.</summary>
public sealed record WorkerView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The node it lives on.</summary>
    public string? NodeId { get; init; }

    /// <summary><c>active</c>, <c>draining</c> or <c>silent</c>.</summary>
    public required string State { get; init; }

    /// <summary>How many attempts it runs at once.</summary>
    public required int Capacity { get; init; }

    /// <summary>Its share under the weighted strategy.</summary>
    public int Weight { get; init; }

    /// <summary>How many attempts it runs now.</summary>
    public int Running { get; init; }

    /// <summary>What tasks may require of it.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>The executors it has.</summary>
    public IReadOnlyList<string>? Executors { get; init; }

    /// <summary>When it joined.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was last heard of.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }
}

/// <summary>The body of <c>PATCH /workers/{id}</c>; a member left out stays as it is.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WorkerPatch
{
    /// <summary>How many attempts it may run at once; 0 for none.</summary>
    public int? Capacity { get; init; }

    /// <summary>Its share under the weighted strategy; 1 or more.</summary>
    public int? Weight { get; init; }

    /// <summary>True drains it as <c>POST /workers/{id}/drain</c> does; false takes it back into service.</summary>
    public bool? Draining { get; init; }
}
