using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>The check that stands first in every commit, inside its transaction: (epoch, incarnation, expected sequence, batch before it), and
/// whether this very batch is there already.</summary>
internal static class Fence
{
    /// <summary>What the fence says instead of letting the batch through; <see langword="null"/> when it lets it through.</summary>
    public static CommitOutcome? Stops(Session session, FencedBatch batch)
    {
        var term = batch.Term;
        var row = session["fence"].Set(1, term.Shard).First(static row => new Row(row.Number(0), row.MaybeId(1), row.Number(2), row.MaybeId(3)));
        if (row is null) return new CommitOutcome.Fenced($"there is no shard {term.Shard}");
        if (row.Epoch != term.Epoch) return new CommitOutcome.Fenced($"the epoch is {row.Epoch}, not {term.Epoch}");
        if (row.Owner != term.Owner.Incarnation) return new CommitOutcome.Fenced("another incarnation owns the shard, or nobody");
        if (row.LogSeq == batch.ExpectedSeq + 1 && row.LastBatch == batch.BatchId) return CommitOutcome.Applied.Instance;
        if (row.LogSeq != batch.ExpectedSeq) return new CommitOutcome.Fenced($"the log sequence is {row.LogSeq}, not {batch.ExpectedSeq}");
        return row.LastBatch == batch.PreviousBatch ? null : new CommitOutcome.Fenced($"the batch before is {row.LastBatch}, not {batch.PreviousBatch}");
    }

    /// <summary>Moves the log on by the batch.</summary>
    public static void Pass(Session session, FencedBatch batch) =>
        session["log_batch"].Set(1, batch.Term.Shard).Set(2, batch.ExpectedSeq + 1).Set(3, batch.BatchId).Run();

    private sealed record Row(long Epoch, Guid? Owner, long LogSeq, Guid? LastBatch);
}
