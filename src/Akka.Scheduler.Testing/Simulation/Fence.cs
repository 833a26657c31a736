using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>The check that stands before every commit: (epoch, incarnation, expected sequence, batch before it), and whether this very batch is there
/// already.</summary>
internal static class Fence
{
    /// <summary>What the fence says instead of letting the batch through; <see langword="null"/> when it lets it through.</summary>
    public static CommitOutcome? Stops(FencedBatch batch, StoreState state, StoreWeakness weakness)
    {
        var term = batch.Term;
        if (!state.Shards.TryGetValue(term.Shard, out var shard)) return new CommitOutcome.Fenced($"there is no shard {term.Shard}");
        if (shard.Epoch != term.Epoch && !weakness.HasFlag(StoreWeakness.NoEpoch)) return new CommitOutcome.Fenced($"the epoch is {shard.Epoch}, not {term.Epoch}");
        if (shard.Owner?.Incarnation != term.Owner.Incarnation && !weakness.HasFlag(StoreWeakness.NoOwner))
            return new CommitOutcome.Fenced($"the owner is {shard.Owner?.ToString() ?? "nobody"}, not {term.Owner}");
        if (shard.LastBatch == batch.BatchId && (shard.LogSeq == batch.ExpectedSeq + 1 || weakness.HasFlag(StoreWeakness.NoSequence))) return CommitOutcome.Applied.Instance;
        if (shard.LogSeq != batch.ExpectedSeq && !weakness.HasFlag(StoreWeakness.NoSequence))
            return new CommitOutcome.Fenced($"the log sequence is {shard.LogSeq}, not {batch.ExpectedSeq}");
        return shard.LastBatch == batch.PreviousBatch || weakness.HasFlag(StoreWeakness.NoPrevious)
            ? null
            : new CommitOutcome.Fenced($"the batch before is {shard.LastBatch}, not {batch.PreviousBatch}");
    }
}
