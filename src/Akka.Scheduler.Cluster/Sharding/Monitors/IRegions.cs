using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.Cluster.Sharding.Monitors;

/// <summary>The shard regions and watches of all nodes, as the leader reaches them. What it tells them are hints.</summary>
public interface IRegions
{
    /// <summary>Tells a node to take a shard.</summary>
    void Take(NodeIncarnation node, int shard, bool forced);

    /// <summary>Tells a node that a shard serves elsewhere.</summary>
    void Collect(NodeIncarnation node, int shard, long epoch);

    /// <summary>Tells a node to look at the cluster at once.</summary>
    void Look(NodeIncarnation node);

    /// <summary>Asks a node what it has; <see langword="null"/> when it does not answer in time.</summary>
    Task<IReadOnlyList<ShardState>?> DescribeAsync(NodeIncarnation node, TimeSpan patience, CancellationToken cancel);
}
