using System.Text.Json.Serialization;

namespace Akka.Scheduler.Client.Wire;

/// <summary>The body of <c>POST /tasks</c>: one task to run, once.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SubmitTaskRequest : TaskSpec, IJsonOnDeserialized
{
    /// <summary>The caller's own id; submitting it twice creates one task. Made by the node when left out.</summary>
    public string? Id { get; init; }

    /// <summary>Not before this instant. Excludes <see cref="Delay"/>; default now.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Not before this long from now. Excludes <see cref="DueAt"/>.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>It must have ended at this instant, or fails with the reason <c>deadline</c>. Excludes <see cref="TaskSpec.TotalTimeout"/>.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>What happens when another task has its <see cref="TaskSpec.UniqueKey"/>. Default <see cref="WireKeyConflict.Reject"/>.</summary>
    public WireKeyConflict? OnConflict { get; init; }

    /// <summary>Made together with it as <c>{id}.onSuccess</c>: runs once it has succeeded, and is cancelled as <c>notNeeded</c> otherwise.</summary>
    public TaskTemplate? OnSuccess { get; init; }

    /// <summary>Made together with it as <c>{id}.onFailure</c>: runs once it has ended in any way but success, and is cancelled as <c>notNeeded</c> otherwise.</summary>
    public TaskTemplate? OnFailure { get; init; }

    /// <summary>Made together with it as <c>{id}.onFinish</c>: runs once it has ended, however.</summary>
    public TaskTemplate? OnFinish { get; init; }

    void IJsonOnDeserialized.OnDeserialized() => RefuseNullEntries();
}

/// <summary>The task that a schedule makes for each of its instants: it has no id and no due time of its own.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TaskTemplate : TaskSpec, IJsonOnDeserialized
{
    /// <summary>The same work as a task to submit once.</summary>
    /// <returns>A request without an id, due now.</returns>
    public SubmitTaskRequest ToRequest() => new()
    {
        Name = Name,
        Labels = Labels,
        Requires = Requires,
        Executor = Executor,
        Payload = Payload,
        Queue = Queue,
        Priority = Priority,
        Ttl = Ttl,
        Timeout = Timeout,
        TotalTimeout = TotalTimeout,
        Retry = Retry,
        Delivery = Delivery,
        OnLost = OnLost,
        DependsOn = DependsOn,
        OnDependencyFailure = OnDependencyFailure,
        UniqueKey = UniqueKey,
        UniqueFor = UniqueFor,
        ConcurrencyKey = ConcurrencyKey,
        MaxConcurrency = MaxConcurrency,
        RatePerSecond = RatePerSecond,
        FairnessKey = FairnessKey,
        FanOut = FanOut,
        Broadcast = Broadcast,
    };

    void IJsonOnDeserialized.OnDeserialized() => RefuseNullEntries();
}

/// <summary>The body of <c>PATCH /tasks/{id}</c>; a member left out stays as it is.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TaskPatch : IJsonOnDeserialized
{
    /// <summary>The new priority.</summary>
    public WirePriority? Priority { get; init; }

    /// <summary>The new due instant.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The new labels, all of them.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    void IJsonOnDeserialized.OnDeserialized() => NullEntries.Refuse(Labels, "labels");
}

/// <summary>The optional body of a command that may say why it was given: cancel, pause, drain, leave, down.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReasonRequest
{
    /// <summary>Free text, kept with what the command did.</summary>
    public string? Reason { get; init; }
}
