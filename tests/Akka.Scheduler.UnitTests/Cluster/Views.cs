using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;

namespace Akka.Scheduler.UnitTests.Cluster;

/// <summary>Makes views of clusters by hand: nodes are named by letters.</summary>
internal static class Views
{
    /// <summary>The first life of a node.</summary>
    public static NodeIncarnation Node(string id, int life = 1) => new(id, new Guid(id[0], (short)life, 0, 0, 0, 0, 0, 0, 0, 0, 0));

    public static MemberRow Row(string id, long renewSeq, MemberState state = MemberState.Up) =>
        new(Node(id), renewSeq, state, new() { Address = $"{id}:1", Version = "1" });

    public static Member Up(string id) => new(Node(id), MemberState.Up, new() { Address = $"{id}:1", Version = "1" }, TimeSpan.Zero, false);

    /// <summary>A view in which shard i, from 0, is owned by the i-th letter of <paramref name="owners"/>; a dash stands for nobody.</summary>
    public static ClusterView Of(IReadOnlyList<Member> members, string owners, string map = "", long mapVersion = 1) => new(
        members,
        [.. owners.Select((owner, shard) => new ShardRow(shard, owner == '-' ? null : Node(owner.ToString()), Epoch: 1, LogSeq: 1))],
        map.Length == 0 ? ShardMap.None : new(mapVersion, [.. map.Select(node => node.ToString())]));
}
