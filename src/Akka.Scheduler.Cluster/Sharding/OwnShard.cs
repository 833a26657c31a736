using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Cluster.Sharding;

/// <summary>A shard of this node: its actor, and where it goes once it is handed off.</summary>
internal sealed class OwnShard<T>(ShardTerm term, ActorRef<T> actor)
{
    public ShardTerm Term => term;

    public ActorRef<T> Actor => actor;

    public string Name { get; } = ShardAddress.Of(term.Shard, term.Epoch);

    /// <summary>The node that it is handed to; <see langword="null"/> when nobody can take it.</summary>
    public string? Heir { get; set; }

    /// <summary>What stands in for it once it is handed off.</summary>
    public MovingShard<T>? Moving { get; set; }

    /// <summary>When the hand-off began.</summary>
    public long Since { get; set; }
}
