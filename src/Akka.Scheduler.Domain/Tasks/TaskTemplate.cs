namespace Akka.Scheduler.Domain.Tasks;

/// <summary>What a task does and how, apart from when: the part that a schedule stamps out again and again.</summary>
public sealed record TaskTemplate
{
    /// <summary>Free text for people; may be absent.</summary>
    public string? Name { get; init; }

    /// <summary>Free key-value pairs to find and group tasks by.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = NoLabels;

    /// <summary>Labels that a worker must have to run it, with these very values; none: any worker may.</summary>
    public IReadOnlyDictionary<string, string> Requires { get; init; } = NoLabels;

    /// <summary>Which executor runs it: <c>noop</c>, <c>http</c>, <c>shell</c>, or the name of a registered handler.</summary>
    public required string Executor { get; init; }

    /// <summary>The executor's arguments as JSON text; <c>null</c> where it takes none.</summary>
    public string? Payload { get; init; }

    /// <summary>The queue that limits and statistics apply to.</summary>
    public string Queue { get; init; } = DefaultQueue;

    /// <summary>Which of the due tasks starts first.</summary>
    public TaskPriority Priority { get; init; } = TaskPriority.Normal;

    /// <summary>If it has not started this long after its due instant, it expires; absent: it waits for ever.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>How long one attempt may run.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>How failed attempts are repeated.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;

    /// <summary>What is promised about how often it runs.</summary>
    public DeliveryGuarantee Delivery { get; init; }

    /// <summary>What follows when an attempt is lost with its worker.</summary>
    public LossPolicy OnLost { get; init; }

    /// <summary>How long after its due instant it must have ended, all attempts and waits together; absent: no bound.</summary>
    public TimeSpan? TotalTimeout { get; init; }

    /// <summary>At most one live task of the cluster has this key; absent: none.</summary>
    public string? UniqueKey { get; init; }

    /// <summary>How long after the task's end its key stays taken; zero: not at all.</summary>
    public TimeSpan UniqueFor { get; init; }

    /// <summary>A limit that it shares with all tasks of the same key; absent: none.</summary>
    public KeyLimit? Limit { get; init; }

    /// <summary>Whose task it is, for taking turns: tasks that wait in one queue with one priority start key by key. Absent: none.</summary>
    public string? FairnessKey { get; init; }

    /// <summary>The key that it takes turns by: its own, else that of its limit, if it has one.</summary>
    public string? FairShare => FairnessKey ?? Limit?.Key;

    /// <summary>How it is split into parts when it would start, or that it has been; absent: it runs as a whole.</summary>
    public TaskSplit? Split { get; init; }

    /// <summary>Same in all members, and in maps by their pairs, whatever map holds them.</summary>
    public bool Equals(TaskTemplate? other) =>
        other is not null
        && (Name, Executor, Payload, Queue) == (other.Name, other.Executor, other.Payload, other.Queue)
        && (Priority, Ttl, Timeout, Retry, Delivery) == (other.Priority, other.Ttl, other.Timeout, other.Retry, other.Delivery)
        && (OnLost, TotalTimeout) == (other.OnLost, other.TotalTimeout)
        && (UniqueKey, UniqueFor) == (other.UniqueKey, other.UniqueFor)
        && Limit == other.Limit
        && FairnessKey == other.FairnessKey
        && Equals(Split, other.Split)
        && AreSame(Labels, other.Labels)
        && AreSame(Requires, other.Requires);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Name, Executor, Payload, Queue, Priority, Retry, Labels.Aggregate(0, (sum, label) => sum + HashCode.Combine(label.Key, label.Value)));

    internal static bool AreSame(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var value) && value == pair.Value);

    /// <summary>The queue of tasks that name none.</summary>
    public const string DefaultQueue = "default";

    /// <summary>5 minutes.</summary>
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromMinutes(5);

    /// <summary>The empty map.</summary>
    public static IReadOnlyDictionary<string, string> NoLabels { get; } = new Dictionary<string, string>();
}
