using System.Collections.Frozen;
using Akka.Scheduler.Domain.Queues;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Queues;

/// <summary>The settings of all queues as this node knows them. Written by the node's watch of them, read by anybody, in any turn and on any thread.</summary>
/// <remarks>It is empty until the node has read them once; what another node changed is here as soon as its hint is heard, and after two seconds without one.</remarks>
public sealed class QueueBoard
{
    private QueuesShown _shown = QueuesShown.None;

    /// <summary>Those of which anything is stored, by name.</summary>
    public IReadOnlyDictionary<string, QueueSettings> Queues => Shown.Queues;

    /// <summary>All of it, of one moment.</summary>
    internal QueuesShown Shown => Volatile.Read(ref _shown);

    /// <summary>What is set for a queue; absent where nothing is.</summary>
    public QueueSettings? Find(string queue) => Shown.Queues is { Count: > 0 } queues ? queues.GetValueOrDefault(queue) : null;

    /// <summary>Whether nothing of a queue may start.</summary>
    public bool IsPaused(string queue) => Find(queue) is { Paused: true };

    internal void Show(QueueTable table) =>
        Volatile.Write(ref _shown, new(table.Version, table.Queues.ToFrozenDictionary(queue => queue.Name, StringComparer.Ordinal)));
}
