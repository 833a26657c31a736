using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Makes a shard's batches of its pending steps.</summary>
internal sealed class ShardBatchBuilder(ShardTerm term, GuidV7Source ids, Func<DateTimeOffset> now)
{
    public ShardBatch Build(long expectedSeq, Guid previousBatch, IReadOnlyList<PendingStep> steps)
    {
        var changes = new List<TaskChange>(steps.Count);
        var history = new List<HistoryEntry>(steps.Count);
        List<ConsumedRow>? consumed = null;
        List<UniqueClaim>? claims = null;
        List<UniqueRelease>? releases = null;
        foreach (var step in steps)
        {
            if (step.First is { } first) history.Add(first.Entry);
            if (step.Step is { } decided) history.Add(decided.Entry);
            if (step.Kind is { } kind) changes.Add(new(kind, step.Step!.After));
            if (step is { Kind: ChangeKind.Insert or ChangeKind.Restore, Step.After.Spec.Template.UniqueKey: { } claimed })
                (claims ??= []).Add(new(claimed, step.Step.After.Id, now()));
            else if (step is { Kind: ChangeKind.Archive, Step.After.Spec.Template.UniqueKey: { } released })
                (releases ??= []).Add(new(released, step.Step.After.Id, UniqueRules.TakenUntil(step.Step.After)));
            if (step.InboxRow is { } row) (consumed ??= []).Add(row);
        }

        return new(term, expectedSeq, ids.Next())
        {
            PreviousBatch = previousBatch,
            Changes = changes,
            History = history,
            Claims = claims ?? (IReadOnlyList<UniqueClaim>)[],
            Releases = releases ?? (IReadOnlyList<UniqueRelease>)[],
            ConsumedInbox = consumed ?? (IReadOnlyList<ConsumedRow>)[],
        };
    }
}
