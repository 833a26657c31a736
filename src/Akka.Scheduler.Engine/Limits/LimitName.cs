namespace Akka.Scheduler.Engine.Limits;

/// <summary>What a limit is of: a queue, or the tasks that share a concurrency key. Its hash says which shard keeps it.</summary>
/// <param name="Value">The kind, a colon, and the queue or the key.</param>
public readonly record struct LimitName(string Value)
{
    private const string Key = "key:";
    private const string Queue = "queue:";

    /// <summary>The limit of tasks with a key.</summary>
    public static LimitName OfKey(string key) => new(Key + key);

    /// <summary>The limit of a queue.</summary>
    public static LimitName OfQueue(string queue) => new(Queue + queue);

    /// <summary>Whether it is that of a queue.</summary>
    public bool IsQueue => Value.StartsWith(Queue, StringComparison.Ordinal);

    /// <summary>The queue or the key.</summary>
    public string Subject => Value[(Value.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <inheritdoc/>
    public override string ToString() => Value;
}
