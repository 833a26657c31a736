using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.Cluster;

/// <summary>Hears what happens to the cluster as one node sees it, for logs and metrics. Called in actors' turns: it must not block.</summary>
public interface IClusterObserver
{
    /// <summary>This node has declared a silent member dead.</summary>
    void MemberDeclaredDead(NodeIncarnation member, TimeSpan silent);

    /// <summary>A member came, changed its state, or went.</summary>
    void MemberChanged(NodeIncarnation member, MemberState state);

    /// <summary>The store did not answer; it is asked again.</summary>
    void ClusterTrouble(string operation, string why);

    /// <summary>A shard (or the singleton) changed hands on this node.</summary>
    /// <param name="shard">Which; −1 is the singleton.</param>
    /// <param name="change">What happened.</param>
    /// <param name="took">How long that step took, where it has a beginning; zero otherwise.</param>
    void ShardMoved(int shard, ShardChange change, TimeSpan took);

    /// <summary>A new map was published by this node's coordinator.</summary>
    void MapPublished(long version, int moves);
}

/// <summary>How a shard changed hands.</summary>
public enum ShardChange
{
    /// <summary>Taken over; it loads.</summary>
    Acquired,

    /// <summary>Given back in order, for another node.</summary>
    HandedOff,

    /// <summary>Lost: fenced, or its actor failed.</summary>
    Lost,

    /// <summary>Taken by force from an owner that did not hand it off in time.</summary>
    Forced,
}
