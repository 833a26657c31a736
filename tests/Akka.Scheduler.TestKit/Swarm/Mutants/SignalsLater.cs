using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.TestKit.Swarm.Mutants;

/// <summary>Ends a task in one transaction, and tells those that wait for it in another one after it.</summary>
internal sealed class SignalsLater(IShardStore inner) : ShardStoreBetween(inner)
{
    // How far the log is ahead of what the owner believes, and its last batch.
    private readonly Dictionary<ShardTerm, (long By, Guid Last)> _ahead = [];

    public override async Task<CommitOutcome> CommitAsync(ShardBatch batch, CancellationToken cancel)
    {
        var sent = batch;
        if (_ahead.TryGetValue(batch.Term, out var ahead)) sent = batch with { ExpectedSeq = batch.ExpectedSeq + ahead.By, PreviousBatch = ahead.Last };
        if (batch.EndedParents.Count == 0)
        {
            var done = await base.CommitAsync(sent, cancel);
            if (done is CommitOutcome.Applied && ahead.By > 0) _ahead[batch.Term] = (ahead.By, batch.BatchId);
            return done;
        }

        var outcome = await base.CommitAsync(sent with { EndedParents = [] }, cancel);
        if (outcome is not CommitOutcome.Applied) return outcome;
        var rest = sent with
        {
            ExpectedSeq = sent.ExpectedSeq + 1,
            PreviousBatch = batch.BatchId,
            BatchId = BatchIds.Another(batch.BatchId, 1),
            Changes = [],
            History = [],
            ConsumedInbox = [],
            ConsumedSignals = [],
            Followers = [],
        };
        do outcome = await base.CommitAsync(rest, cancel);
        while (outcome is CommitOutcome.Unknown or CommitOutcome.Refused { Transient: true } && !cancel.IsCancellationRequested);
        if (outcome is CommitOutcome.Applied) _ahead[batch.Term] = (ahead.By + 1, rest.BatchId);
        return outcome;
    }
}
