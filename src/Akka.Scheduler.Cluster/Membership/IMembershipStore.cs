namespace Akka.Scheduler.Cluster.Membership;

/// <summary>The store's view of which incarnations live. One row a node; a lease belongs to an incarnation, not to a shard.</summary>
public interface IMembershipStore
{
    /// <summary>
    /// Makes <paramref name="node"/> a member. A former incarnation of the same id is dead from then on, and owns no shard any more.
    /// Refused with <see cref="JoinOutcome.Mismatch"/> when the store was made for another shard count or cluster id.
    /// </summary>
    Task<JoinOutcome> JoinAsync(NodeIncarnation node, ClusterShape shape, string address, CancellationToken cancel);

    /// <summary>Renews the lease. Never throws for an expected end.</summary>
    Task<RenewOutcome> RenewAsync(NodeIncarnation node, CancellationToken cancel);

    /// <summary>Leaves: the row says so, and all shards still owned are free.</summary>
    Task LeaveAsync(NodeIncarnation node, CancellationToken cancel);

    /// <summary>All nodes that were ever seen and not yet forgotten.</summary>
    Task<IReadOnlyList<MemberRow>> ReadAsync(CancellationToken cancel);
}

/// <summary>What all nodes of one cluster must agree on.</summary>
/// <param name="ClusterId">The cluster's name.</param>
/// <param name="Shards">How many shards there are; fixed when the store is made.</param>
public sealed record ClusterShape(string ClusterId, int Shards);

/// <summary>A node's row.</summary>
/// <param name="Node">Which incarnation.</param>
/// <param name="RenewSeq">Rises with every renewal; what a rival watches.</param>
/// <param name="State">Where in its life the node is.</param>
/// <param name="Address">Its HTTP address.</param>
public sealed record MemberRow(NodeIncarnation Node, long RenewSeq, MemberState State, string Address);

/// <summary>Where in its life an incarnation is. The numbers are stored.</summary>
public enum MemberState : short
{
    /// <summary>Takes part.</summary>
    Up = 1,

    /// <summary>Gives its work away and will leave.</summary>
    Draining = 2,

    /// <summary>Left in order.</summary>
    Left = 3,

    /// <summary>Declared dead, or replaced by a newer incarnation of the same id.</summary>
    Dead = 4,
}

/// <summary>How an attempt to join ended.</summary>
public abstract record JoinOutcome
{
    private JoinOutcome() { }

    /// <summary>The node is a member.</summary>
    public sealed record Joined : JoinOutcome;

    /// <summary>The store belongs to another kind of cluster.</summary>
    /// <param name="Problem">Which property differs, what is there and what was expected.</param>
    public sealed record Mismatch(string Problem) : JoinOutcome;
}

/// <summary>How a renewal ended.</summary>
public enum RenewOutcome
{
    /// <summary>The lease is renewed.</summary>
    Held,

    /// <summary>This incarnation is not a member any more; it must stop at once.</summary>
    Lost,

    /// <summary>Nobody knows; it extends no trust.</summary>
    Unknown,
}
