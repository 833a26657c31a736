using System.Globalization;
using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.TestKit.Simulation;

/// <summary>Joins, renewals and leaves.</summary>
internal static class MembershipSteps
{
    public static (StoreState State, JoinOutcome Outcome) Join(StoreState state, NodeIncarnation node, ClusterShape shape, string address)
    {
        if (state.Shape is { } there && there != shape) return (state, new JoinOutcome.Mismatch(Difference(there, shape)));
        if (state.Shape is null)
        {
            state = state with { Shape = shape };
            for (var shard = -1; shard < shape.Shards; shard++) state = state.With(shard, new ShardState());
        }

        if (state.Members.TryGetValue(node.NodeId, out var former))
        {
            if (former.Node == node && former.State is MemberState.Up or MemberState.Draining) return (state, new JoinOutcome.Joined());
            state = Free(state, former.Node);
        }

        return (state with { Members = state.Members.SetItem(node.NodeId, new(node, 0, MemberState.Up, address)) }, new JoinOutcome.Joined());
    }

    public static (StoreState State, RenewOutcome Outcome) Renew(StoreState state, NodeIncarnation node)
    {
        if (Living(state, node) is not { } row) return (state, RenewOutcome.Lost);
        var renewed = row with { RenewSeq = row.RenewSeq + 1 };
        return (state with { Members = state.Members.SetItem(node.NodeId, renewed) }, RenewOutcome.Held);
    }

    public static StoreState Leave(StoreState state, NodeIncarnation node)
    {
        if (Living(state, node) is not { } row) return state;
        state = state with { Members = state.Members.SetItem(node.NodeId, row with { State = MemberState.Left }) };
        return Free(state, node);
    }

    /// <summary>The row of a node that takes part or drains; <see langword="null"/> when this incarnation is not a member any more.</summary>
    public static MemberRow? Living(StoreState state, NodeIncarnation node) =>
        state.Members.TryGetValue(node.NodeId, out var row) && row.Node == node && row.State is MemberState.Up or MemberState.Draining ? row : null;

    private static StoreState Free(StoreState state, NodeIncarnation node)
    {
        foreach (var (number, shard) in state.Shards)
        {
            if (shard.Owner?.Incarnation == node.Incarnation) state = state.With(number, shard with { Owner = null });
        }

        return state;
    }

    private static string Difference(ClusterShape there, ClusterShape wanted) =>
        there.ClusterId != wanted.ClusterId
            ? $"the store belongs to the cluster '{there.ClusterId}', and this node to '{wanted.ClusterId}'"
            : string.Create(CultureInfo.InvariantCulture, $"the store was made for {there.Shards} shards, and this node wants {wanted.Shards}");
}
