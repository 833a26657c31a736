using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Storage;

/// <summary>Everything that one commit changes in one shard.</summary>
/// <remarks>A task appears in <see cref="Changes"/> at most once, and may have several entries in <see cref="History"/>.</remarks>
/// <param name="Term">The owner's term.</param>
/// <param name="ExpectedSeq">The shard's log sequence before this batch; it is one more afterwards.</param>
/// <param name="BatchId">Names the batch, so that a resend is recognised.</param>
public sealed record ShardBatch(ShardTerm Term, long ExpectedSeq, Guid BatchId) : FencedBatch(Term, ExpectedSeq, BatchId)
{
    /// <summary>How each task stands afterwards.</summary>
    public required IReadOnlyList<TaskChange> Changes { get; init; }

    /// <summary>The steps, in the order in which they were decided; the position is the entry's number within the batch.</summary>
    public required IReadOnlyList<HistoryEntry> History { get; init; }

    /// <summary>Inbox rows that this batch takes up; it removes them.</summary>
    public IReadOnlyList<ConsumedRow> ConsumedInbox { get; init; } = [];

    /// <summary>Unique keys that its tasks take. Unless each can be had, nothing of the batch is applied, and it ends as <see cref="CommitOutcome.KeysTaken"/>.</summary>
    public IReadOnlyList<UniqueClaim> Claims { get; init; } = [];

    /// <summary>Unique keys that its tasks give back; done before the claims.</summary>
    public IReadOnlyList<UniqueRelease> Releases { get; init; } = [];

    /// <summary>Children of tasks of this shard. A row that is there already stays.</summary>
    public IReadOnlyList<FollowerRow> Followers { get; init; } = [];

    /// <summary>Parts into which tasks of this shard are split, for the inboxes of their shards. A row of that task that waits there already stays.</summary>
    public IReadOnlyList<InboxInsert> Inbox { get; init; } = [];

    /// <summary>Tasks that end in this batch: their followers, those of this batch too, become signals.</summary>
    public IReadOnlyList<EndedParent> EndedParents { get; init; } = [];

    /// <summary>Signals to tasks of this shard that this batch takes up; it removes them, if they are still those.</summary>
    public IReadOnlyList<SignalRow> ConsumedSignals { get; init; } = [];
}

/// <summary>An inbox row that a batch takes up. It is removed only if it is still that task's.</summary>
/// <remarks>Rows come without the fence. When the store goes back to an older state, a position that its owner has read may be given to another task.</remarks>
/// <param name="Position">Which row.</param>
/// <param name="Task">Whose task it was when it was read.</param>
public readonly record struct ConsumedRow(long Position, TaskId Task);

/// <summary>How one task stands after a batch.</summary>
/// <param name="Kind">Where its row comes from and goes to.</param>
/// <param name="After">The whole task.</param>
public readonly record struct TaskChange(ChangeKind Kind, TaskSnapshot After);

/// <summary>Where a changed task's row comes from and goes to.</summary>
public enum ChangeKind
{
    /// <summary>A new live row.</summary>
    Insert,

    /// <summary>A live row whose run state changes; its specification does not.</summary>
    UpdateState,

    /// <summary>A live row whose specification changes too.</summary>
    UpdateAll,

    /// <summary>A live row leaves for the archive of finished tasks.</summary>
    Archive,

    /// <summary>A new task that is finished in the commit that makes it: straight to the archive.</summary>
    InsertArchived,

    /// <summary>A finished task comes back to the live ones.</summary>
    Restore,
}
