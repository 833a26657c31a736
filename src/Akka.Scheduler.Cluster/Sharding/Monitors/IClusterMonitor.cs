using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.Cluster.Sharding.Monitors;

/// <summary>One of the leader's loops: looks at the cluster again and again, and puts right what it finds.</summary>
public interface IClusterMonitor
{
    /// <summary>Its name in logs and metrics.</summary>
    string Name { get; }

    /// <summary>How long it rests between two passes.</summary>
    TimeSpan Interval { get; }

    /// <summary>One pass. Passes never overlap.</summary>
    /// <param name="term">The singleton's term that this node leads in.</param>
    /// <param name="view">What this node saw last.</param>
    /// <param name="cancel">Ends the pass when its time is over, or this node leads no more.</param>
    /// <returns>How many things were put right.</returns>
    Task<int> PassAsync(ShardTerm term, ClusterView view, CancellationToken cancel);
}
