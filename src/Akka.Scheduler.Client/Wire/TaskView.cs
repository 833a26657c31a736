using System.Text.Json;

namespace Akka.Scheduler.Client.Wire;

/// <summary>A task as the node knows it.</summary>
public sealed record TaskView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Free text for people.</summary>
    public string? Name { get; init; }

    /// <summary>Free keys and values.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Labels that a worker must have to run it.</summary>
    public IReadOnlyDictionary<string, string>? Requires { get; init; }

    /// <summary>Which executor runs it.</summary>
    public required string Executor { get; init; }

    /// <summary>The executor's arguments.</summary>
    public JsonElement? Payload { get; init; }

    /// <summary>The queue it waits in.</summary>
    public required string Queue { get; init; }

    /// <summary>Its place in the queue.</summary>
    public required WirePriority Priority { get; init; }

    /// <summary>The instant before which it may not start.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>It expires when it has not started this long after <see cref="DueAt"/>; null for never.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>The longest an attempt may run.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>It fails when it has not ended this long after <see cref="DueAt"/>; null for never.</summary>
    public TimeSpan? TotalTimeout { get; init; }

    /// <summary>It fails when it has not ended at this instant, by its own deadline or by <see cref="TotalTimeout"/>; null for never.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Its retry rule, every member of its kind given.</summary>
    public RetrySpec? Retry { get; init; }

    /// <summary>Whether it may be started again when an outcome is unknown.</summary>
    public required WireDelivery Delivery { get; init; }

    /// <summary>What follows when an attempt is lost with its worker.</summary>
    public WireLossPolicy? OnLost { get; init; }

    /// <summary>The tasks it waits for.</summary>
    public IReadOnlyList<string>? DependsOn { get; init; }

    /// <summary>How its parts stand; null where it has none.</summary>
    public PartsView? Parts { get; init; }

    /// <summary>Which part of another task it is; null where it is whole.</summary>
    public PartView? Part { get; init; }

    /// <summary>What happens when one of them does not succeed.</summary>
    public WireDependencyFailure? OnDependencyFailure { get; init; }

    /// <summary>No other live task carries this key.</summary>
    public string? UniqueKey { get; init; }

    /// <summary>How long after its end the key stays taken.</summary>
    public TimeSpan? UniqueFor { get; init; }

    /// <summary>The key whose running tasks are limited.</summary>
    public string? ConcurrencyKey { get; init; }

    /// <summary>How many tasks of <see cref="ConcurrencyKey"/> it lets run at once.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>How many tasks of <see cref="ConcurrencyKey"/> it lets start a second.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>The key that it takes turns by.</summary>
    public string? FairnessKey { get; init; }

    /// <summary>How it will be split into parts; absent once it has been.</summary>
    public FanOutSpec? FanOut { get; init; }

    /// <summary>How it will be split over workers; absent once it has been.</summary>
    public BroadcastSpec? Broadcast { get; init; }

    /// <summary>Where it stands.</summary>
    public required WireStatus Status { get; init; }

    /// <summary>The number of the current or last attempt; 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>Who runs, or last ran, it.</summary>
    public string? WorkerId { get; init; }

    /// <summary>How far its attempt has come, while it runs; null when it does not say, and in lists.</summary>
    public ProgressView? Progress { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its current or last attempt began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it reached a terminal status.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What its last attempt answered.</summary>
    public TaskResultView? Result { get; init; }

    /// <summary>What went wrong in its last attempt, in words.</summary>
    public string? Error { get; init; }

    /// <summary>The schedule that made it.</summary>
    public string? ScheduleId { get; init; }

    /// <summary>The schedule's instant that it stands for.</summary>
    public DateTimeOffset? ScheduledTime { get; init; }

    /// <summary>The shard that owns it.</summary>
    public int? Shard { get; init; }

    /// <summary>Why it is where it is.</summary>
    public string? Reason { get; init; }
}

/// <summary>What an attempt answered.</summary>
public sealed record TaskResultView
{
    /// <summary>The executor's code: an exit code, an HTTP status, a gRPC status; 0 when it has none.</summary>
    public int Code { get; init; }

    /// <summary>The answer in a few words.</summary>
    public string? Message { get; init; }

    /// <summary>The answer's data: any JSON value.</summary>
    public JsonElement? Data { get; init; }
}

/// <summary>One transition of a task, as its history and <c>GET /events</c> show it.</summary>
public sealed record TaskEventView
{
    /// <summary>The task; given on <c>/events</c>, where transitions of many tasks mix.</summary>
    public string? TaskId { get; init; }

    /// <summary>Its place in the task's history, from 1, without a gap.</summary>
    public required long Seq { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened: <c>created</c>, <c>started</c>, <c>succeeded</c> and so on.</summary>
    public required string Type { get; init; }

    /// <summary>The status before; null for the first.</summary>
    public WireStatus? From { get; init; }

    /// <summary>The status after.</summary>
    public WireStatus? To { get; init; }

    /// <summary>The attempt it belongs to; 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>The epoch of the shard's owner that recorded it.</summary>
    public long? Epoch { get; init; }

    /// <summary>The node that recorded it.</summary>
    public string? NodeId { get; init; }

    /// <summary>More, in words.</summary>
    public string? Detail { get; init; }

    /// <summary>The task's queue; given on <c>/events</c>.</summary>
    public string? Queue { get; init; }
}
