using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Testing.Simulation;

namespace Akka.Scheduler.TestKit.Swarm.Mutants;

/// <summary>Takes results that the shard refuses: the row is written whichever attempt is open, or whether the task is finished already.</summary>
/// <param name="inner">The shard store.</param>
/// <param name="store">What it looks at to write.</param>
/// <param name="ofFinished">Whether it writes finished tasks, and not running ones.</param>
internal sealed class TakesLateResults(IShardStore inner, SimulatedStore store, bool ofFinished) : ShardStoreBetween(inner)
{
    private static readonly AttemptOutcome Success = new AttemptOutcome.Succeeded(new(0, "late", null));

    public override Task<CommitOutcome> CommitAsync(ShardBatch batch, CancellationToken cancel) =>
        base.CommitAsync(batch.History.Any(entry => entry.Type == TransitionType.ResultRefused) ? Rewrite(batch) : batch, cancel);

    private ShardBatch Rewrite(ShardBatch batch)
    {
        var changes = batch.Changes.ToList();
        var history = new List<HistoryEntry>();
        var rows = store.State.Shards[batch.Term.Shard];
        foreach (var entry in batch.History)
        {
            var alone = entry.Type == TransitionType.ResultRefused && batch.History.Count(other => other.Task == entry.Task) == 1;
            if (alone && Late(rows, entry) is { } step)
            {
                changes.Add(new(ofFinished ? ChangeKind.InsertArchived : ChangeKind.Archive, step.After));
                history.Add(step.Entry);
            }
            else
            {
                history.Add(entry);
            }
        }

        return batch with { Changes = changes, History = history };
    }

    private TaskStep? Late(ShardState rows, HistoryEntry entry)
    {
        if (ofFinished)
        {
            return rows.Archive.TryGetValue(entry.Task.Value, out var finished)
                ? TaskRules.Record(finished, TaskRules.Finished(finished, TaskState.Succeeded, entry.At), TransitionType.Succeeded, entry.At, entry.AttemptId, null)
                : null;
        }

        return rows.Live.TryGetValue(entry.Task.Value, out var live) && live.Open is { } open ? AttemptRules.Finish(live, open.Id, Success, entry.At, 0) : null;
    }
}
