using System.Text.Json.Nodes;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Storage.PostgreSql.Enqueue;

/// <summary>A task to make within a transaction of one's own. What is absent takes the default of the database's function.</summary>
/// <param name="Executor">Which executor runs it; nobody looks before it runs whether a worker has it. 1 to 200 characters.</param>
public sealed record EnqueuedTask(string Executor)
{
    /// <summary>The executor's arguments as JSON text, at most 256 KiB; absent: none.</summary>
    public string? Payload { get; init; }

    /// <summary>Its id; if there is a task of that id, that one stays and no other is made. Absent: made by the database.</summary>
    public string? Id { get; init; }

    /// <summary>The queue it waits in. Default <c>default</c>.</summary>
    public string Queue { get; init; } = TaskTemplate.DefaultQueue;

    /// <summary>Its place in the queue.</summary>
    public TaskPriority Priority { get; init; } = TaskPriority.Normal;

    /// <summary>Not before this instant. Excludes <see cref="Delay"/>; default at once.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Not before this long after the call, by the database's clock. Excludes <see cref="DueAt"/>.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Free text for people; at most 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Free keys and values to find it by; at most 64.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>If it has not started this long after it was due, it expires. Default: never.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>The longest an attempt may run. Default 5 minutes.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How often a failed attempt is repeated, 0 to 1,000, after 10 s, 20 s and so on to 1 h. Default 3.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>What is promised about how often it runs.</summary>
    public DeliveryGuarantee Delivery { get; init; }

    /// <summary>At most one live task has this key; where another one has it, this one ends as cancelled with the reason <c>duplicate</c>.</summary>
    public string? UniqueKey { get; init; }

    /// <summary>How long after its end the key stays taken.</summary>
    public TimeSpan? UniqueFor { get; init; }

    internal string? LabelsText => Labels is null ? null : new JsonObject(Labels.Select(label => KeyValuePair.Create<string, JsonNode?>(label.Key, label.Value))).ToJsonString();
}
