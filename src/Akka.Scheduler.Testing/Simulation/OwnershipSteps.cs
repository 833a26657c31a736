using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>Takes and releases shards.</summary>
internal static class OwnershipSteps
{
    public static (StoreState State, IReadOnlyList<AcquiredShard> Taken) Acquire(
        StoreState state, IReadOnlyList<int> shards, NodeIncarnation owner, bool forced, string reason, Guid batchId, DateTimeOffset now)
    {
        var taken = new List<AcquiredShard>();
        if (MembershipSteps.Living(state, owner) is not { State: MemberState.Up }) return (state, taken);
        foreach (var number in shards)
        {
            if (!state.Shards.TryGetValue(number, out var shard) || (shard.Owner is { } there && there != owner && !forced)) continue;
            shard = shard with
            {
                Owner = owner,
                Epoch = shard.Epoch + 1,
                LogSeq = shard.LogSeq + 1,
                LastBatch = batchId,
                Log = shard.Log.Add(new ShardLogEntry.Term(reason) { LogSeq = shard.LogSeq + 1, Epoch = shard.Epoch + 1, Owner = owner, At = now }),
            };
            state = state.With(number, shard);
            taken.Add(new(new(number, shard.Epoch, owner), shard.LogSeq, batchId));
        }

        return (state, taken);
    }

    public static StoreState Release(StoreState state, ShardTerm term, Guid lastBatch) =>
        state.Shards.TryGetValue(term.Shard, out var shard)
        && shard.Epoch == term.Epoch && shard.Owner?.Incarnation == term.Owner.Incarnation && shard.LastBatch == lastBatch
            ? state.With(term.Shard, shard with { Owner = null })
            : state;

    public static (StoreState State, bool Published) Publish(StoreState state, ShardTerm singleton, ShardMap next)
    {
        var leads = singleton.Shard == ShardTerm.Singleton
            && state.Shards.TryGetValue(ShardTerm.Singleton, out var row) && row.Owner == singleton.Owner && row.Epoch == singleton.Epoch;
        return leads && next.Version == state.Map.Version + 1 ? (state with { Map = next }, true) : (state, false);
    }
}
