using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Makes a shard's batches of its pending steps.</summary>
/// <param name="term">Whose batches.</param>
/// <param name="ids">Names them.</param>
/// <param name="followed">The tasks whose end others wait for.</param>
/// <param name="now">The instant of a batch that claims keys.</param>
internal sealed class ShardBatchBuilder(ShardTerm term, GuidV7Source ids, Dictionary<TaskId, HashSet<int>> followed, Func<DateTimeOffset> now)
{
    public ShardBatch Build(long expectedSeq, Guid previousBatch, IReadOnlyList<PendingStep> steps)
    {
        var changes = new List<TaskChange>(steps.Count);
        var history = new List<HistoryEntry>(steps.Count);
        List<ConsumedRow>? consumed = null;
        List<UniqueClaim>? claims = null;
        List<UniqueRelease>? releases = null;
        List<SignalRow>? signals = null;
        List<FollowerRow>? followers = null;
        List<InboxInsert>? inbox = null;
        List<EndedParent>? ended = null;
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
            if (step.Signals.Count > 0) (signals ??= []).AddRange(step.Signals);
            if (step.Followers.Count > 0) (followers ??= []).AddRange(step.Followers);
            if (step.Parts.Count > 0) (inbox ??= []).AddRange(step.Parts);
            if (followed.Count > 0 && step.Kind is not null && step.Step!.After is { State: var end } task && end.IsTerminal() && followed.ContainsKey(task.Id))
                (ended ??= []).Add(new(task.Id, end));
        }

        return new(term, expectedSeq, ids.Next())
        {
            PreviousBatch = previousBatch,
            Changes = changes,
            History = history,
            Claims = claims ?? (IReadOnlyList<UniqueClaim>)[],
            Releases = releases ?? (IReadOnlyList<UniqueRelease>)[],
            ConsumedInbox = consumed ?? (IReadOnlyList<ConsumedRow>)[],
            Followers = followers ?? (IReadOnlyList<FollowerRow>)[],
            Inbox = inbox ?? (IReadOnlyList<InboxInsert>)[],
            EndedParents = ended ?? (IReadOnlyList<EndedParent>)[],
            ConsumedSignals = signals ?? (IReadOnlyList<SignalRow>)[],
        };
    }
}
