namespace Akka.Scheduler.Cluster.Membership;

/// <summary>The store's view of which incarnations live. One row a node; a lease belongs to an incarnation, not to a shard.</summary>
/// <remarks>What is asked of it is decided by the row as it stands, so every call may be repeated. All but <see cref="RenewAsync"/> throw when
/// the store cannot be reached.</remarks>
public interface IMembershipStore
{
    /// <summary>
    /// Makes <paramref name="node"/> a member, <see cref="MemberState.Joining"/>. A former incarnation of the same id is dead from then on,
    /// and owns no shard any more. Refused with <see cref="JoinOutcome.Mismatch"/> when the store was made for another shard count or cluster id,
    /// when the node's secret is not the cluster's, and when the node's program is not made for the store's schema.
    /// </summary>
    Task<JoinOutcome> JoinAsync(NodeIncarnation node, ClusterShape shape, MemberProfile profile, CancellationToken cancel);

    /// <summary>Renews the lease. Never throws for an expected end.</summary>
    /// <remarks>It may block its caller until the store has answered or seconds have passed, so that it needs nobody else's thread: the caller
    /// has one of its own, and nothing to do meanwhile.</remarks>
    Task<Renewal> RenewAsync(NodeIncarnation node, CancellationToken cancel);

    /// <summary>
    /// Moves an incarnation on in its life: to <see cref="MemberState.Up"/> from joining, to <see cref="MemberState.Draining"/> from joining or up, to
    /// <see cref="MemberState.Left"/> or <see cref="MemberState.Dead"/> from any of these, with all shards that it still owns set free.
    /// </summary>
    /// <returns>False when it was not in a state from which it can go there; nothing changed.</returns>
    Task<bool> MoveAsync(NodeIncarnation node, MemberState to, CancellationToken cancel);

    /// <summary>Declares a member dead if its row is still exactly as it was seen, and sets its shards free in the same transaction.</summary>
    /// <returns>False when it has renewed since, or lives no more.</returns>
    Task<bool> DeclareDeadAsync(MemberRow seen, CancellationToken cancel);

    /// <summary>Removes the rows of nodes that left or died before <paramref name="before"/>, by the store's clock.</summary>
    /// <returns>The ids of the nodes that were forgotten.</returns>
    Task<IReadOnlyList<string>> ForgetAsync(DateTimeOffset before, CancellationToken cancel);

    /// <summary>All nodes that were ever seen and not yet forgotten, by id.</summary>
    Task<IReadOnlyList<MemberRow>> ReadAsync(CancellationToken cancel);
}

/// <summary>A node's row.</summary>
/// <param name="Node">Which incarnation.</param>
/// <param name="RenewSeq">Rises with every renewal; what a rival watches.</param>
/// <param name="State">Where in its life the node is.</param>
/// <param name="Profile">What it says of itself.</param>
public sealed record MemberRow(NodeIncarnation Node, long RenewSeq, MemberState State, MemberProfile Profile);

/// <summary>How a renewal ended.</summary>
/// <param name="Outcome">Whether the lease is renewed.</param>
/// <param name="State">The state that the row holds, so that a node hears that it was told to drain; of no meaning unless held.</param>
public readonly record struct Renewal(RenewOutcome Outcome, MemberState State)
{
    /// <summary>Which store answered; of no meaning unless held.</summary>
    public StoreIdentity Store { get; init; }

    /// <summary>Not a member any more.</summary>
    public static Renewal Lost { get; } = new(RenewOutcome.Lost, MemberState.Dead);

    /// <summary>Nobody knows.</summary>
    public static Renewal Unknown { get; } = new(RenewOutcome.Unknown, MemberState.Up);
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
