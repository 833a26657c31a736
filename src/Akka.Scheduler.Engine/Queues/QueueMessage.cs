using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Queues;

/// <summary>What a node's watch of the queues' settings understands.</summary>
internal abstract record QueueMessage
{
    private QueueMessage() { }

    /// <summary>A hint: they were changed, here or on another node.</summary>
    public sealed record Changed : QueueMessage
    {
        public static Changed Instance { get; } = new();
    }

    /// <summary>The store is another one now, in which the same version may stand for something else.</summary>
    public sealed record BeginAnew : QueueMessage
    {
        public static BeginAnew Instance { get; } = new();
    }

    /// <summary>It is time to ask whether there is anything new.</summary>
    public sealed record Look : QueueMessage
    {
        public static Look Instance { get; } = new();
    }

    /// <summary>The version that is stored.</summary>
    public sealed record Seen(long Version) : QueueMessage;

    /// <summary>All settings.</summary>
    public sealed record Loaded(QueueTable Table) : QueueMessage;

    /// <summary>The store did not answer.</summary>
    public sealed record Failed(string Why) : QueueMessage;
}
