using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>The lives of nodes.</summary>
internal static class MembershipSteps
{
    public static (StoreState State, JoinOutcome Outcome) Join(StoreState state, NodeIncarnation node, ClusterShape shape, MemberProfile profile)
    {
        if (state.Shape is { } there && shape.Against(there) is { } mismatch) return (state, mismatch);
        if (state.Shape is null)
        {
            state = state with { Shape = shape };
            for (var shard = -1; shard < shape.Shards; shard++) state = state.With(shard, new ShardState());
        }

        if (state.Members.TryGetValue(node.NodeId, out var former))
        {
            if (former.Node == node) return (state, Again(state, former));
            state = Free(state, former.Node);
        }

        return (Put(state, new(node, 0, MemberState.Joining, profile)) with { Ended = state.Ended.Remove(node.NodeId) }, new JoinOutcome.Joined(state.Identity));
    }

    public static (StoreState State, Renewal Outcome) Renew(StoreState state, NodeIncarnation node) =>
        Living(state, node) is { } row
            ? (Put(state, row with { RenewSeq = row.RenewSeq + 1 }), new(RenewOutcome.Held, row.State) { Store = state.Identity })
            : (state, Renewal.Lost);

    public static (StoreState State, bool Moved) Move(StoreState state, NodeIncarnation node, MemberState to, DateTimeOffset now)
    {
        if (Living(state, node) is not { } row || row.State >= to) return (state, false);
        return (to.Lives() ? Put(state, row with { State = to }) : End(state, row, to, now), true);
    }

    public static (StoreState State, bool Dead) DeclareDead(StoreState state, MemberRow seen, DateTimeOffset now) =>
        Living(state, seen.Node) is { } row && row.RenewSeq == seen.RenewSeq && row.State == seen.State
            ? (End(state, row, MemberState.Dead, now), true)
            : (state, false);

    public static (StoreState State, IReadOnlyList<string> Forgotten) Forget(StoreState state, DateTimeOffset before)
    {
        string[] gone = [.. state.Ended.Where(each => each.Value < before).Select(each => each.Key)];
        return (state with { Members = state.Members.RemoveRange(gone), Ended = state.Ended.RemoveRange(gone) }, gone);
    }

    /// <summary>The row of a node that lives; <see langword="null"/> when this incarnation is not a member any more.</summary>
    public static MemberRow? Living(StoreState state, NodeIncarnation node) =>
        state.Members.TryGetValue(node.NodeId, out var row) && row.Node == node && row.State.Lives() ? row : null;

    private static JoinOutcome Again(StoreState state, MemberRow former) => former.State.Lives()
        ? new JoinOutcome.Joined(state.Identity)
        : JoinOutcome.Mismatch.Ended(former.Node);

    private static StoreState Put(StoreState state, MemberRow row) => state with { Members = state.Members.SetItem(row.Node.NodeId, row) };

    private static StoreState End(StoreState state, MemberRow row, MemberState to, DateTimeOffset now)
    {
        state = Put(state, row with { State = to });
        return Free(state with { Ended = state.Ended.SetItem(row.Node.NodeId, now) }, row.Node);
    }

    private static StoreState Free(StoreState state, NodeIncarnation node)
    {
        foreach (var (number, shard) in state.Shards)
        {
            if (shard.Owner?.Incarnation == node.Incarnation) state = state.With(number, shard with { Owner = null });
        }

        return state;
    }
}
