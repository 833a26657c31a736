using Akka.Scheduler.Cluster.Sharding;

namespace Akka.Scheduler.Cluster.Membership;

/// <summary>What one node saw at its last look at the store: who lives, who owns what, and where it is meant to be.</summary>
/// <remarks>It is old by the time that it is used. Whoever acts on it asks the store again, in the same transaction.</remarks>
public sealed class ClusterView
{
    private readonly Dictionary<string, Member> _living;
    private readonly Dictionary<int, ShardRow> _rows;

    /// <summary>Makes a view.</summary>
    /// <param name="members">All members that are not forgotten, by id.</param>
    /// <param name="shards">All shards, the singleton's first.</param>
    /// <param name="map">The map that was published last.</param>
    public ClusterView(IReadOnlyList<Member> members, IReadOnlyList<ShardRow> shards, ShardMap map)
    {
        (Members, Shards, Map) = (members, shards, map);
        _rows = shards.ToDictionary(row => row.Shard);
        _living = members.Where(member => member.State.Lives()).ToDictionary(member => member.Node.NodeId, StringComparer.Ordinal);
        Schedulers = [.. members.Where(member => member.State == MemberState.Up && member.Profile.Has(MemberProfile.SchedulerRole)).Select(member => member.Node.NodeId)];
    }

    /// <summary>Nothing was seen yet.</summary>
    public static ClusterView Empty { get; } = new([], [], ShardMap.None);

    /// <summary>All members that are not forgotten, by id.</summary>
    public IReadOnlyList<Member> Members { get; }

    /// <summary>All shards, the singleton's first.</summary>
    public IReadOnlyList<ShardRow> Shards { get; }

    /// <summary>The map that was published last.</summary>
    public ShardMap Map { get; }

    /// <summary>The ids of the members that may take shards, by id.</summary>
    public IReadOnlyList<string> Schedulers { get; }

    /// <summary>The living incarnation of a node; <see langword="null"/> when there is none.</summary>
    public Member? Find(string nodeId) => _living.GetValueOrDefault(nodeId);

    /// <summary>Whether this very incarnation lives.</summary>
    public bool Lives(NodeIncarnation node) => Find(node.NodeId)?.Node == node;

    /// <summary>A shard's row; <see langword="null"/> before the first look.</summary>
    public ShardRow? RowOf(int shard) => _rows.GetValueOrDefault(shard);

    /// <summary>A shard's owner, if it lives.</summary>
    public NodeIncarnation? LivingOwnerOf(ShardRow row) => row.Owner is { } owner && Lives(owner) ? owner : null;

    /// <summary>Whether a shard may be handed to this node now: it is up, has the role, and shows signs of life.</summary>
    public bool CanTake(string nodeId) => Schedulers.Contains(nodeId) && Find(nodeId) is { IsSuspect: false };

    /// <summary>The node that the map means a shard for, if that is another one than <paramref name="owner"/> and can take it now.</summary>
    public string? DestinationOf(int shard, string owner) => Map.TargetOf(shard) is { } target && target != owner && CanTake(target) ? target : null;

    /// <summary>Who is to have a shard once <paramref name="leaver"/> has gone; <see langword="null"/> when nobody is left.</summary>
    public string? HeirOf(int shard, string leaver) =>
        DestinationOf(shard, leaver) ?? Rendezvous.Winner(shard, [.. Schedulers.Where(node => node != leaver && CanTake(node))]);

    /// <summary>Who is to take a shard that is free: the map's target if it can, else the winner of the shard's draw among those that can.</summary>
    public string? ClaimantOf(int shard) =>
        Map.TargetOf(shard) is { } target && Schedulers.Contains(target) ? target : Rendezvous.Winner(shard, Schedulers);
}

/// <summary>A member as one node sees it.</summary>
/// <param name="Node">Which incarnation.</param>
/// <param name="State">What its row says.</param>
/// <param name="Profile">What it says of itself.</param>
/// <param name="Silent">How long it gave no sign of life, by the observer's clock.</param>
/// <param name="IsSuspect">Whether that is longer than a missed renewal explains: nothing should be moved to it.</param>
public sealed record Member(NodeIncarnation Node, MemberState State, MemberProfile Profile, TimeSpan Silent, bool IsSuspect);
