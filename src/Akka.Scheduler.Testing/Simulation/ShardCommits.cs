using System.Collections.Immutable;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>Applies a shard's batch: the whole of it, or nothing. The fence has let it through.</summary>
internal static class ShardCommits
{
    /// <param name="state">What stands there.</param>
    /// <param name="seen">What stood there as the batch was sent, where claims of unique keys are judged by that; a weakness.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="now">Now.</param>
    public static (StoreState State, CommitOutcome Outcome) Apply(StoreState state, StoreState? seen, ShardBatch batch, DateTimeOffset now)
    {
        var (keys, taken) = UniqueSteps.Move(state.UniqueKeys, seen?.UniqueKeys, batch);
        if (taken.Count > 0) return (state, new CommitOutcome.KeysTaken(taken));
        var before = state.Shards[batch.Term.Shard];
        var seq = before.LogSeq + 1;
        var rows = new Rows(before);
        foreach (var change in batch.Changes)
        {
            if (rows.Apply(change) is { } problem)
                return (state, new CommitOutcome.Refused($"{change.Kind} of task '{change.After.Id}': {problem}", Transient: false));
        }

        foreach (var row in batch.ConsumedInbox) rows.Consume(row);
        foreach (var entry in batch.History)
            rows.Record(new(entry, batch.Term.Shard, seq, batch.Term.Epoch, batch.Term.Owner.NodeId));
        var after = rows.Done() with { LogSeq = seq, LastBatch = batch.BatchId };
        after = after with
        {
            Log = after.Log.Add(new ShardLogEntry.Tasks(batch)
            {
                LogSeq = seq,
                Epoch = batch.Term.Epoch,
                Owner = batch.Term.Owner,
                At = now,
                Place = state.Batches,
            }),
        };
        state = state.With(batch.Term.Shard, after) with { UniqueKeys = keys, Batches = state.Batches + 1 };
        return (InboxSteps.Insert(DependencySteps.Apply(state, batch), batch.Inbox), CommitOutcome.Applied.Instance);
    }

    /// <summary>A shard's rows while a batch is being applied; thrown away when it fails.</summary>
    private sealed class Rows(ShardState before)
    {
        private readonly ImmutableSortedDictionary<string, TaskSnapshot>.Builder _live = before.Live.ToBuilder();
        private readonly ImmutableSortedDictionary<string, TaskSnapshot>.Builder _archive = before.Archive.ToBuilder();
        private readonly ImmutableSortedSet<WaitingKey>.Builder _waiting = before.Waiting.ToBuilder();
        private readonly ImmutableSortedDictionary<long, TaskSpec>.Builder _inbox = before.Inbox.ToBuilder();
        private readonly ImmutableSortedDictionary<string, long>.Builder _inboxIds = before.InboxIds.ToBuilder();
        private readonly ImmutableSortedDictionary<string, ImmutableList<RecordedStep>>.Builder _steps = before.Steps.ToBuilder();

        public ShardState Done() => before with
        {
            Live = _live.ToImmutable(),
            Archive = _archive.ToImmutable(),
            Waiting = _waiting.ToImmutable(),
            Inbox = _inbox.ToImmutable(),
            InboxIds = _inboxIds.ToImmutable(),
            Steps = _steps.ToImmutable(),
        };

        public string? Apply(TaskChange change)
        {
            var id = change.After.Id.Value;
            if (change.Kind == ChangeKind.InsertArchived)
            {
                if (_live.ContainsKey(id)) return "there is a live one already";
                _archive[id] = change.After;
                return null;
            }

            if (change.Kind is ChangeKind.Insert or ChangeKind.Restore)
            {
                if (_live.ContainsKey(id)) return "there is a live one already";
                // A new task takes the place of a finished one of its id.
                if (!_archive.Remove(id) && change.Kind == ChangeKind.Restore) return "there is no finished one";
                SetLive(change.After);
                return null;
            }

            if (!_live.TryGetValue(id, out var former)) return "there is no live one";
            _waiting.Remove(WaitingKey.Of(former));
            switch (change.Kind)
            {
                case ChangeKind.UpdateState:
                    // As in a table: the columns of the specification are not written.
                    SetLive(change.After with { Spec = former.Spec, Bucket = former.Bucket });
                    return null;
                case ChangeKind.UpdateAll:
                    SetLive(change.After with { Bucket = former.Bucket });
                    return null;
                case ChangeKind.Archive:
                    _live.Remove(id);
                    _archive[id] = change.After with { Spec = former.Spec };
                    return null;
                default:
                    throw new InvalidOperationException($"unknown kind of change {change.Kind}");
            }
        }

        public void Consume(ConsumedRow row)
        {
            if (!_inbox.TryGetValue(row.Position, out var spec) || spec.Id != row.Task) return;
            _inbox.Remove(row.Position);
            _inboxIds.Remove(spec.Id.Value);
        }

        public void Record(RecordedStep step)
        {
            var id = step.Entry.Task.Value;
            _steps[id] = (_steps.TryGetValue(id, out var earlier) ? earlier : []).Add(step);
        }

        private void SetLive(TaskSnapshot task)
        {
            _live[task.Id.Value] = task;
            if (task.State.IsWaiting()) _waiting.Add(WaitingKey.Of(task));
        }
    }
}
