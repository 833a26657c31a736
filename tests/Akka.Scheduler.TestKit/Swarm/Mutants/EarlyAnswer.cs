using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.TestKit.Swarm.Mutants;

/// <summary>Says that some batches are durable before they are. They are sent all the same, one after the other, by their node for as long as it lives.</summary>
internal sealed class EarlyAnswer(IShardStore inner, Func<ShardBatch, bool> early, TimeProvider time) : ShardStoreBetween(inner)
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromMilliseconds(200);
    private readonly IShardStore _inner = inner;
    private readonly Dictionary<ShardTerm, Task<CommitOutcome>> _last = [];

    public override Task<CommitOutcome> CommitAsync(ShardBatch batch, CancellationToken cancel)
    {
        var sent = SendAfterAsync(_last.GetValueOrDefault(batch.Term), batch);
        _last[batch.Term] = sent;
        return early(batch) ? Task.FromResult<CommitOutcome>(CommitOutcome.Applied.Instance) : sent;
    }

    private async Task<CommitOutcome> SendAfterAsync(Task<CommitOutcome>? former, ShardBatch batch)
    {
        if (former is not null && await former is CommitOutcome.Fenced fenced) return fenced;
        while (true)
        {
            var outcome = await _inner.CommitAsync(batch, CancellationToken.None);
            if (outcome is not CommitOutcome.Unknown and not CommitOutcome.Refused { Transient: true }) return outcome;
            await Task.Delay(AgainAfter, time);
        }
    }
}
