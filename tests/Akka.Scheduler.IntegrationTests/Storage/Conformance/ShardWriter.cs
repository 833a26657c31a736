using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Storage;
using Shouldly;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>An owner's hold on a shard: it knows its term, and what its next batch must expect.</summary>
public sealed class ShardWriter(StorePorts store, AcquiredShard taken)
{
    private int _batches;

    public ShardTerm Term { get; } = taken.Term;

    /// <summary>The log sequence after the last batch that was applied.</summary>
    public long Seq { get; private set; } = taken.LogSeq;

    /// <summary>The last batch that was applied; before the first one, the take-over.</summary>
    public Guid LastBatch { get; private set; } = taken.BatchId;

    public ShardBatch Batch(params IReadOnlyList<Move> moves) => new(Term, Seq, BatchId())
    {
        PreviousBatch = LastBatch,
        Changes = [.. moves.Select(move => new TaskChange(move.Kind, move.After))],
        History = [.. moves.SelectMany(move => move.Before.Append(move.Step.Entry))],
    };

    /// <summary>The batch after one that is on its way.</summary>
    public ShardBatch BatchAfter(ShardBatch sent, params IReadOnlyList<Move> moves) =>
        Batch(moves) with { ExpectedSeq = sent.ExpectedSeq + 1, PreviousBatch = sent.BatchId };

    /// <summary>Applies the moves as one batch.</summary>
    public async Task ApplyAsync(params IReadOnlyList<Move> moves) => await ApplyAsync(Batch(moves));

    public async Task ApplyAsync(ShardBatch batch)
    {
        (await store.Shards.CommitAsync(batch, CancellationToken.None)).ShouldBe(CommitOutcome.Applied.Instance);
        Passed(batch);
    }

    /// <summary>Takes note that a batch, sent by other ways, was applied.</summary>
    public void Passed(FencedBatch batch) => (Seq, LastBatch) = (Seq + 1, batch.BatchId);

    public Task<CommitOutcome> SendAsync(ShardBatch batch) => store.Shards.CommitAsync(batch, CancellationToken.None);

    public async Task ApplyAsync(ScheduleBatch batch)
    {
        (await SendAsync(batch)).ShouldBe(CommitOutcome.Applied.Instance);
        Passed(batch);
    }

    public Task<CommitOutcome> SendAsync(ScheduleBatch batch) => store.Schedules.CommitAsync(batch, CancellationToken.None);

    public ScheduleBatch Schedules() => new(Term, Seq, BatchId()) { PreviousBatch = LastBatch };

    // Ids of another take-over are others, even in the same epoch: it may be that of a lost future.
    private Guid BatchId() => new(++_batches, (short)Term.Epoch, (short)Term.Shard, taken.BatchId.ToByteArray()[8..]);
}
