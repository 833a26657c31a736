using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Testing.Simulation;

namespace Akka.Scheduler.TestKit.Swarm.Mutants;

/// <summary>Sends a batch whose end is unknown as another batch, behind whatever stands in the log by then.</summary>
/// <param name="inner">The shard store.</param>
/// <param name="ownership">Tells how far the log is.</param>
/// <param name="store">Tells which batch stands there.</param>
/// <param name="looks">Whether it takes a log that has moved on for the answer.</param>
/// <param name="time">The clock.</param>
internal sealed class SendsAnew(IShardStore inner, IShardOwnership ownership, SimulatedStore store, bool looks, TimeProvider time) : ShardStoreBetween(inner)
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromMilliseconds(50);
    private readonly IShardStore _inner = inner;

    // How far the log is ahead of what the shard believes.
    private readonly Dictionary<ShardTerm, long> _ahead = [];

    // Under which other id a batch stands in the log.
    private readonly Dictionary<Guid, Guid> _instead = [];

    public override async Task<CommitOutcome> CommitAsync(ShardBatch batch, CancellationToken cancel)
    {
        var expected = batch.ExpectedSeq + _ahead.GetValueOrDefault(batch.Term);
        var previous = _instead.GetValueOrDefault(batch.PreviousBatch, batch.PreviousBatch);
        var outcome = await _inner.CommitAsync(batch with { ExpectedSeq = expected, PreviousBatch = previous }, cancel);
        for (var tries = 1; outcome is CommitOutcome.Unknown; tries++)
        {
            if (await LookAsync(batch.Term, cancel) is not { } row)
            {
                await Task.Delay(AgainAfter, time, cancel);
                continue;
            }

            if (row.Epoch != batch.Term.Epoch) return new CommitOutcome.Fenced("another epoch");
            if (looks && row.LogSeq > expected) return CommitOutcome.Applied.Instance;
            _ahead[batch.Term] = row.LogSeq - batch.ExpectedSeq;
            var anew = batch with { ExpectedSeq = row.LogSeq, PreviousBatch = store.State.Shards[row.Shard].LastBatch!.Value, BatchId = BatchIds.Another(batch.BatchId, tries) };
            _instead[batch.BatchId] = anew.BatchId;
            outcome = await _inner.CommitAsync(anew, cancel);
        }

        return outcome;
    }

    private async Task<ShardRow?> LookAsync(ShardTerm term, CancellationToken cancel)
    {
        try
        {
            return (await ownership.ReadAsync(cancel)).First(row => row.Shard == term.Shard);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }
}
