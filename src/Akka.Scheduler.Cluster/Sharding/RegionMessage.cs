using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Cluster.Sharding;

/// <summary>What a shard region understands.</summary>
public abstract record RegionMessage
{
    private RegionMessage() { }

    /// <summary>The watch of this node has looked at the cluster.</summary>
    /// <param name="View">What it saw.</param>
    public sealed record Seen(ClusterView View) : RegionMessage;

    /// <summary>A hint from another node: a shard is there for this node to take. What stands in the store decides whether it is.</summary>
    /// <param name="Shard">Which.</param>
    /// <param name="Forced">Whether to take it from an owner that did not hand it off in time.</param>
    public sealed record Take(int Shard, bool Forced) : RegionMessage;

    /// <summary>A hint from the coordinator: a shard serves elsewhere, and what is kept of an older term of it here can go.</summary>
    /// <param name="Shard">Which.</param>
    /// <param name="Epoch">The epoch that it serves in.</param>
    public sealed record Collect(int Shard, long Epoch) : RegionMessage;

    /// <summary>Say which shards are here, and how far they are.</summary>
    /// <param name="ReplyTo">Where the one answer goes.</param>
    public sealed record Describe(ActorRef<RegionState> ReplyTo) : RegionMessage;

    /// <summary>Hand all shards off, take none any more, and answer when the last one has stopped.</summary>
    /// <param name="ReplyTo">Where the one answer goes.</param>
    public sealed record HandOffAll(ActorRef<RegionHandedOff> ReplyTo) : RegionMessage;

    /// <summary>What was read from the store counts no more: every shard here ends as it stands, and begins a new term.</summary>
    public sealed record BeginAnew : RegionMessage
    {
        /// <summary>The one instance.</summary>
        public static BeginAnew Instance { get; } = new();
    }

    internal sealed record TakeAgain(int Shard) : RegionMessage;

    internal sealed record Acquired(IReadOnlyList<int> Asked, IReadOnlyList<AcquiredShard> Shards, bool Forced) : RegionMessage;

    internal sealed record AcquireFailed(IReadOnlyList<int> Asked, string Why) : RegionMessage;

    internal sealed record LookAgain : RegionMessage
    {
        public static LookAgain Instance { get; } = new();
    }
}

/// <summary>The answer to <see cref="RegionMessage.HandOffAll"/>.</summary>
public sealed record RegionHandedOff;

/// <summary>The answer to <see cref="RegionMessage.Describe"/>.</summary>
/// <param name="Shards">What is there.</param>
public sealed record RegionState(IReadOnlyList<ShardState> Shards);

/// <summary>How far one shard is on one node.</summary>
/// <param name="Shard">Which.</param>
/// <param name="Epoch">In which term.</param>
/// <param name="Phase">How far.</param>
public readonly record struct ShardState(int Shard, long Epoch, ShardPhase Phase);

/// <summary>How far a shard is on a node.</summary>
public enum ShardPhase
{
    /// <summary>Its term has begun, and it loads.</summary>
    Pulling,

    /// <summary>It takes requests.</summary>
    Serving,

    /// <summary>It admits nothing, records what is under way, and will be given back.</summary>
    Draining,

    /// <summary>Another node has it; requests that still come here are passed on.</summary>
    Collecting,
}
