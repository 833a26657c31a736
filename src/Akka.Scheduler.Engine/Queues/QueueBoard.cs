using System.Collections.Frozen;
using Akka.Scheduler.Domain.Queues;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Queues;

/// <summary>The settings of all queues as this node knows them. Written by the node's watch of them, read by anybody, in any turn and on any thread.</summary>
/// <remarks>It is empty until the node has read them once; what another node changed is here as soon as its hint is heard, and after two seconds without one.</remarks>
public sealed class QueueBoard
{
    private FrozenDictionary<string, QueueSettings> _queues = FrozenDictionary<string, QueueSettings>.Empty;
    private volatile bool _isRead;

    /// <summary>Whether the node has read them once. Before that it cannot know what may start, so its shards start nothing.</summary>
    public bool IsRead => _isRead;

    /// <summary>Those of which anything is stored, by name.</summary>
    public IReadOnlyDictionary<string, QueueSettings> Queues => Volatile.Read(ref _queues);

    /// <summary>What is set for a queue; absent where nothing is.</summary>
    public QueueSettings? Find(string queue) => Volatile.Read(ref _queues) is { Count: > 0 } queues ? queues.GetValueOrDefault(queue) : null;

    /// <summary>Whether nothing of a queue may start.</summary>
    public bool IsPaused(string queue) => Find(queue) is { Paused: true };

    internal void Show(QueueTable table)
    {
        Volatile.Write(ref _queues, table.Queues.ToFrozenDictionary(queue => queue.Name, StringComparer.Ordinal));
        _isRead = true;
    }
}
