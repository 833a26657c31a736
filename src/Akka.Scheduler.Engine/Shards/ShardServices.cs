using Akka.Scheduler.Domain.Timing;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Events;
using Akka.Scheduler.Engine.Limits;
using Akka.Scheduler.Engine.Queues;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>What a shard works with.</summary>
public sealed record ShardServices
{
    /// <summary>What bounds and paces it.</summary>
    public required ShardSettings Settings { get; init; }

    /// <summary>How its deadlines are worked off.</summary>
    public required TtlQueueOptions Deadlines { get; init; }

    /// <summary>Its rows.</summary>
    public required IShardStore Store { get; init; }

    /// <summary>Who has which unique key.</summary>
    public required IUniqueKeyStore Keys { get; init; }

    /// <summary>Who waits for whom.</summary>
    public required IDependencyStore Dependencies { get; init; }

    /// <summary>Gives the shard back at the end.</summary>
    public required Cluster.Sharding.IShardOwnership Ownership { get; init; }

    /// <summary>Who hands out credits.</summary>
    public required ActorRef<DispatcherMessage> Dispatcher { get; init; }

    /// <summary>Where the other shards are.</summary>
    public required Cluster.Sharding.ShardDirectory<ShardMessage> Shards { get; init; }

    /// <summary>Where it counts what it has to do with limits.</summary>
    public required LimitGauge Limits { get; init; }

    /// <summary>How workers are chosen.</summary>
    public required DispatchSettings Dispatch { get; init; }

    /// <summary>Where it is stored what is set for queues.</summary>
    public required IQueueStore QueueStore { get; init; }

    /// <summary>What is set for queues.</summary>
    public required QueueBoard Queues { get; init; }

    /// <summary>What the workers say of themselves.</summary>
    public required WorkerBoard Board { get; init; }

    /// <summary>Who runs what.</summary>
    public required WorkerDirectory Workers { get; init; }

    /// <summary>Who hears of committed steps.</summary>
    public required ITransitionSink Transitions { get; init; }

    /// <summary>Where it says that it serves.</summary>
    public required ServingBoard Serving { get; init; }

    /// <summary>Who hears of a shard's own life.</summary>
    public required IEngineObserver Observer { get; init; }
}
