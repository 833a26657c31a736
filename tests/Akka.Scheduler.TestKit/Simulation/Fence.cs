using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.TestKit.Simulation;

/// <summary>The check that stands before every commit: (epoch, incarnation, expected sequence), and whether this very batch is there already.</summary>
internal static class Fence
{
    /// <summary>What the fence says instead of letting the batch through; <see langword="null"/> when it lets it through.</summary>
    public static CommitOutcome? Stops(StoreState state, ShardTerm term, long expectedSeq, Guid batchId)
    {
        if (!state.Shards.TryGetValue(term.Shard, out var shard)) return new CommitOutcome.Fenced($"there is no shard {term.Shard}");
        if (shard.Epoch != term.Epoch) return new CommitOutcome.Fenced($"the epoch is {shard.Epoch}, not {term.Epoch}");
        if (shard.Owner?.Incarnation != term.Owner.Incarnation)
            return new CommitOutcome.Fenced($"the owner is {shard.Owner?.ToString() ?? "nobody"}, not {term.Owner}");
        if (shard.LogSeq == expectedSeq + 1 && shard.LastBatch == batchId) return CommitOutcome.Applied.Instance;
        return shard.LogSeq == expectedSeq ? null : new CommitOutcome.Fenced($"the log sequence is {shard.LogSeq}, not {expectedSeq}");
    }
}
