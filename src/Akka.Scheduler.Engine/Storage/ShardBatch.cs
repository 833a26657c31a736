using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Storage;

/// <summary>Everything that one commit changes in one shard. It is applied as a whole or not at all, and at most once however often it is sent.</summary>
/// <remarks>
/// <para>Applied only if the shard's row still holds (epoch, owner incarnation, <see cref="ExpectedSeq"/>), checked under its lock.</para>
/// <para>A task appears in <see cref="Changes"/> at most once, and may have several entries in <see cref="History"/>.</para>
/// </remarks>
/// <param name="Term">The owner's term.</param>
/// <param name="ExpectedSeq">The shard's log sequence before this batch; it is one more afterwards.</param>
/// <param name="BatchId">Names the batch, so that a resend is recognised.</param>
public sealed record ShardBatch(ShardTerm Term, long ExpectedSeq, Guid BatchId)
{
    /// <summary>How each task stands afterwards.</summary>
    public required IReadOnlyList<TaskChange> Changes { get; init; }

    /// <summary>The steps, in the order in which they were decided; the position is the entry's number within the batch.</summary>
    public required IReadOnlyList<HistoryEntry> History { get; init; }

    /// <summary>Inbox rows that this batch takes up; it removes them.</summary>
    public IReadOnlyList<long> ConsumedInbox { get; init; } = [];

    /// <summary>Children of tasks of this shard. A row that is there already stays.</summary>
    public IReadOnlyList<FollowerRow> Followers { get; init; } = [];

    /// <summary>Tasks that end in this batch: their followers, those of this batch too, become signals.</summary>
    public IReadOnlyList<EndedParent> EndedParents { get; init; } = [];

    /// <summary>Signals to tasks of this shard that this batch takes up; it removes them.</summary>
    public IReadOnlyList<long> ConsumedSignals { get; init; } = [];
}

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
