using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Cluster.Sharding;

/// <summary>What a shard region works with.</summary>
/// <typeparam name="T">What a shard understands.</typeparam>
public sealed record RegionSettings<T>
{
    /// <summary>For whom shards are taken.</summary>
    public required NodeIncarnation Node { get; init; }

    /// <summary>The shards that this region is to own.</summary>
    public required IReadOnlyList<int> Shards { get; init; }

    /// <summary>Takes them in the store.</summary>
    public required IShardOwnership Ownership { get; init; }

    /// <summary>Makes the actor of a shard just taken.</summary>
    public required Func<AcquiredShard, Props<T>> ShardProps { get; init; }

    /// <summary>What tells a shard to flush, release itself and stop.</summary>
    public required T HandOff { get; init; }

    /// <summary>Where everybody finds the shards.</summary>
    public required ShardDirectory<T> Directory { get; init; }

    /// <summary>Whether shards are taken from whoever owns them: right only for a node that knows itself alone.</summary>
    public required bool Forced { get; init; }

    /// <summary>Hears that shards could not be taken; the region tries again.</summary>
    public required Action<string> OnTrouble { get; init; }

    /// <summary>How long it waits before it tries again to take what it lacks. Default 500 ms.</summary>
    public TimeSpan AcquireAgainAfter { get; init; } = TimeSpan.FromMilliseconds(500);
}
