using Akka.Scheduler.Cluster;
using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.UnitTests.Cluster;

/// <summary>Hears everything and keeps what went wrong.</summary>
internal sealed class SilentObserver : IClusterObserver
{
    public List<string> Trouble { get; } = [];

    public void MemberDeclaredDead(NodeIncarnation member, TimeSpan silent) { }

    public void MemberChanged(NodeIncarnation member, MemberState state) { }

    public void ClusterTrouble(string operation, string why) => Trouble.Add($"{operation}: {why}");

    public void ShardMoved(int shard, ShardChange change, TimeSpan took) { }

    public void MapPublished(long version, int moves) { }
}
