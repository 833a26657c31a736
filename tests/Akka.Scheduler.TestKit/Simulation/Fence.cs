using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.TestKit.Simulation;

/// <summary>The check that stands before every commit: (epoch, incarnation, expected sequence), and whether this very batch is there already.</summary>
/// <param name="Term">In which term the batch was made.</param>
/// <param name="ExpectedSeq">The log sequence that it expects.</param>
/// <param name="BatchId">Its id.</param>
internal readonly record struct Fence(ShardTerm Term, long ExpectedSeq, Guid BatchId)
{
    /// <summary>What the fence says instead of letting the batch through; <see langword="null"/> when it lets it through.</summary>
    public CommitOutcome? Stops(StoreState state, StoreWeakness weakness)
    {
        if (!state.Shards.TryGetValue(Term.Shard, out var shard)) return new CommitOutcome.Fenced($"there is no shard {Term.Shard}");
        if (shard.Epoch != Term.Epoch && !weakness.HasFlag(StoreWeakness.NoEpoch)) return new CommitOutcome.Fenced($"the epoch is {shard.Epoch}, not {Term.Epoch}");
        if (shard.Owner?.Incarnation != Term.Owner.Incarnation && !weakness.HasFlag(StoreWeakness.NoOwner))
            return new CommitOutcome.Fenced($"the owner is {shard.Owner?.ToString() ?? "nobody"}, not {Term.Owner}");
        if (shard.LastBatch == BatchId && (shard.LogSeq == ExpectedSeq + 1 || weakness.HasFlag(StoreWeakness.NoSequence))) return CommitOutcome.Applied.Instance;
        return shard.LogSeq == ExpectedSeq || weakness.HasFlag(StoreWeakness.NoSequence)
            ? null
            : new CommitOutcome.Fenced($"the log sequence is {shard.LogSeq}, not {ExpectedSeq}");
    }
}
