using System.Collections.ObjectModel;

namespace Akka.Scheduler.Engine.Dispatch;

/// <summary>How workers are chosen.</summary>
public sealed record DispatchSettings
{
    /// <summary>For queues that have none of their own. Default <see cref="DispatchStrategy.LeastLoad"/>.</summary>
    public DispatchStrategy Strategy { get; init; }

    /// <summary>For single queues, by name. Default none.</summary>
    public IReadOnlyDictionary<string, DispatchStrategy> Queues { get; init; } = ReadOnlyDictionary<string, DispatchStrategy>.Empty;

    /// <summary>Of so many starts in a row one goes to a lower priority, if any waits; from 2, and 0 for never. Default 16.</summary>
    public int LowerTurn { get; init; } = 16;

    /// <summary>The strategy of a queue.</summary>
    public DispatchStrategy Of(string queue) => Queues.Count > 0 && Queues.TryGetValue(queue, out var own) ? own : Strategy;
}

/// <summary>How the worker of a task is chosen among those that can take it and have a free slot.</summary>
public enum DispatchStrategy
{
    /// <summary>The least busy for its capacity and weight; this node's own worker when loads are alike.</summary>
    LeastLoad,

    /// <summary>One after the other.</summary>
    RoundRobin,

    /// <summary>Any.</summary>
    Random,

    /// <summary>In proportion to their weights.</summary>
    Weighted,

    /// <summary>The same for the same task key, as long as it is there and has a slot; else the next in a fixed order of its own.</summary>
    ConsistentHash,
}
