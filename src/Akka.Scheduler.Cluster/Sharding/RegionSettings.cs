using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Transport;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Cluster.Sharding;

/// <summary>What a shard region works with.</summary>
/// <typeparam name="T">What a shard understands.</typeparam>
public sealed record RegionSettings<T>
{
    /// <summary>The name that regions of this kind are exported under on every node.</summary>
    public required string Name { get; init; }

    /// <summary>For whom shards are taken.</summary>
    public required NodeIncarnation Node { get; init; }

    /// <summary>Whether this node takes shards; one that does not only knows where they are.</summary>
    public required bool Owns { get; init; }

    /// <summary>The shards that regions of this kind share.</summary>
    public required IReadOnlyList<int> Shards { get; init; }

    /// <summary>Takes them in the store.</summary>
    public required IShardOwnership Ownership { get; init; }

    /// <summary>Makes the actor of a shard just taken.</summary>
    public required Func<AcquiredShard, Props<T>> ShardProps { get; init; }

    /// <summary>Makes the message that tells a shard to flush, to release itself and to stop, and to pass on what still comes.</summary>
    public required Func<ActorRef<T>, T> HandOff { get; init; }

    /// <summary>Answers a message that no shard will get.</summary>
    public required Action<T> TurnAway { get; init; }

    /// <summary>Whether a shard has loaded and takes requests.</summary>
    public required Func<int, bool> Serves { get; init; }

    /// <summary>Where everybody on this node finds the shards.</summary>
    public required ShardDirectory<T> Directory { get; init; }

    /// <summary>Where other nodes find the shards of this one, and this one those of others.</summary>
    public required ExportTable Exports { get; init; }

    /// <summary>Makes the watches of all nodes look at once.</summary>
    public required Action Changed { get; init; }

    /// <summary>Hears of shards that come and go.</summary>
    public required IClusterObserver Observer { get; init; }

    /// <summary>Hears that a term has begun here.</summary>
    public Action<ShardTerm> Began { get; init; } = static _ => { };

    /// <summary>Hears that a term has ended here.</summary>
    public Action<ShardTerm> Ended { get; init; } = static _ => { };

    /// <summary>How long a free shard is left to the node that is meant to have it. Default 2 s, and up to 300 ms more by lot.</summary>
    public TimeSpan OthersAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long it waits before it tries again to take what it could not. Default 500 ms.</summary>
    public TimeSpan AcquireAgainAfter { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How many messages for one moving shard are kept. Default 10,000.</summary>
    public int MovingCapacity { get; init; } = 10_000;

    /// <summary>How long they are kept, and how long an old address leads on to the new owner. Default 10 s.</summary>
    public TimeSpan MovingPatience { get; init; } = TimeSpan.FromSeconds(10);
}
