using Akka.Scheduler.Domain.Timing;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Events;
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

    /// <summary>Gives the shard back at the end.</summary>
    public required Cluster.Sharding.IShardOwnership Ownership { get; init; }

    /// <summary>Who hands out credits.</summary>
    public required ActorRef<DispatcherMessage> Dispatcher { get; init; }

    /// <summary>Who runs what.</summary>
    public required WorkerDirectory Workers { get; init; }

    /// <summary>Who hears of committed steps.</summary>
    public required ITransitionSink Transitions { get; init; }

    /// <summary>Who hears of a shard's own life.</summary>
    public required IShardObserver Observer { get; init; }
}

/// <summary>Hears of a shard's life: for logs, metrics and the region's count of serving shards. Called in the shard's turn; must not block.</summary>
public interface IShardObserver
{
    /// <summary>The shard has loaded its state and serves.</summary>
    void Serving(Cluster.Sharding.ShardTerm term, int loaded);

    /// <summary>The shard's commits have another owner, or its log has moved on: it stops.</summary>
    void Fenced(Cluster.Sharding.ShardTerm term, string why);

    /// <summary>The store can never take a step; it was dropped.</summary>
    void Poisoned(Cluster.Sharding.ShardTerm term, Domain.Ids.TaskId task, string why);

    /// <summary>The store did not answer, or could not; the shard tries again.</summary>
    void StoreTrouble(Cluster.Sharding.ShardTerm term, string operation, string why);
}
