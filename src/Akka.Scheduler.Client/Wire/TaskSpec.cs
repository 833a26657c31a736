using System.Text.Json;

namespace Akka.Scheduler.Client.Wire;

/// <summary>
/// What a caller may say about the work itself, whether it is submitted now or made again and again by a schedule.
/// A member left out takes the node's default.
/// </summary>
public abstract record TaskSpec
{
    /// <summary>Free text for people; not unique.</summary>
    public string? Name { get; init; }

    /// <summary>Free keys and values to find tasks by.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Labels that a worker must have to run it, with these values. Default none: any worker may.</summary>
    public IReadOnlyDictionary<string, string>? Requires { get; init; }

    /// <summary>What runs it: <c>noop</c>, <c>http</c>, <c>shell</c>, <c>grpc</c>, <c>rabbitmq</c>, or a registered handler.</summary>
    public required string Executor { get; init; }

    /// <summary>The executor's arguments: any JSON value.</summary>
    public JsonElement? Payload { get; init; }

    /// <summary>The queue it waits in. Default <c>default</c>.</summary>
    public string? Queue { get; init; }

    /// <summary>Its place in the queue. Default <see cref="WirePriority.Normal"/>.</summary>
    public WirePriority? Priority { get; init; }

    /// <summary>If it has not started this long after it was due, it expires. Default: never.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>The longest an attempt may run. Default 5 minutes.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>All attempts and waits together may last this long from the due instant; then it fails with the reason <c>deadline</c>. Default: no bound.</summary>
    public TimeSpan? TotalTimeout { get; init; }

    /// <summary>What happens after a failed attempt.</summary>
    public RetrySpec? Retry { get; init; }

    /// <summary>Whether it may be started again when an outcome is unknown. Default <see cref="WireDelivery.AtLeastOnce"/>.</summary>
    public WireDelivery? Delivery { get; init; }

    /// <summary>What follows when an attempt is lost with its worker. Default <see cref="WireLossPolicy.Retry"/>; a task that runs at most once always fails.</summary>
    public WireLossPolicy? OnLost { get; init; }

    /// <summary>Ids of the tasks that must succeed before this one may start.</summary>
    public IReadOnlyList<string>? DependsOn { get; init; }

    /// <summary>What happens when one of them does not. Default <see cref="WireDependencyFailure.Fail"/>.</summary>
    public WireDependencyFailure? OnDependencyFailure { get; init; }

    /// <summary>At most one live task of the cluster has this key; 1 to 200 characters.</summary>
    public string? UniqueKey { get; init; }

    /// <summary>How long after its end, whatever that is, its <see cref="UniqueKey"/> stays taken. Default: not at all.</summary>
    public TimeSpan? UniqueFor { get; init; }

    /// <summary>Tasks with the same key share the limits <see cref="MaxConcurrency"/> and <see cref="RatePerSecond"/>, of which at least one is given with it.</summary>
    public string? ConcurrencyKey { get; init; }

    /// <summary>At most this many tasks of <see cref="ConcurrencyKey"/> run in the whole cluster; 1 or more.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>At most this many tasks of <see cref="ConcurrencyKey"/> start a second in the whole cluster; above 0.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>
    /// Whose task it is, for example a tenant: tasks of one queue and priority start key by key in turn, so that many of one key do not hold up those of
    /// another. At most 200 characters; default the concurrency key, if there is one.
    /// </summary>
    public string? FairnessKey { get; init; }

    /// <summary>When it would start, it becomes so many parts, <c>{id}.0</c> and so on, and waits for them. Excludes <see cref="Broadcast"/>.</summary>
    public FanOutSpec? FanOut { get; init; }

    /// <summary>When it would start, it becomes one part for each worker that is there then and fits, and waits for them.</summary>
    public BroadcastSpec? Broadcast { get; init; }

    /// <summary>Refuses the nulls that a reader of JSON lets through inside lists and maps.</summary>
    /// <exception cref="JsonException">An entry is null.</exception>
    private protected void RefuseNullEntries()
    {
        NullEntries.Refuse(DependsOn, "dependsOn", "a task's id");
        NullEntries.Refuse(Labels, "labels");
        NullEntries.Refuse(Requires, "requires");
    }
}
