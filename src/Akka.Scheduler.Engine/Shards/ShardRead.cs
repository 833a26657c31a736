using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>A read of the store that is under way; said again when it fails.</summary>
internal abstract record ShardRead
{
    private ShardRead() { }

    /// <summary>Which lanes there are, once, at the start.</summary>
    public sealed record Lanes : ShardRead;

    /// <summary>The tasks with an open attempt, once, at the start.</summary>
    public sealed record Running : ShardRead;

    /// <summary>Pages of waiting tasks, each of another lane.</summary>
    public sealed record Waiting(IReadOnlyList<(WaitingLane Lane, PageRequest Page)> Pages, ReadTicket Ticket) : ShardRead;

    /// <summary>Tasks by id.</summary>
    public sealed record Lookup(ShardLookup What) : ShardRead;

    /// <summary>Which terms the shards have.</summary>
    public sealed record Epochs : ShardRead;

    /// <summary>Which version the settings of queues have, once, at the start.</summary>
    public sealed record Queues : ShardRead;

    /// <summary>The inbox.</summary>
    public sealed record Inbox : ShardRead;

    /// <summary>The tasks that others wait for, once, at the start.</summary>
    public sealed record Followed : ShardRead;

    /// <summary>A page of tasks that wait for tasks whose shards have not been told.</summary>
    public sealed record Unfollowed(TaskId AfterId) : ShardRead;

    /// <summary>The signals.</summary>
    public sealed record Signals : ShardRead;
}

/// <summary>Why tasks are looked up by id.</summary>
internal abstract record ShardLookup(IReadOnlyList<TaskId> Ids)
{
    /// <summary>Which steps were committed since the look-up began.</summary>
    public required ReadTicket Ticket { get; init; }

    /// <summary>To create those that do not exist.</summary>
    public sealed record ForSubmit(IReadOnlyList<TaskId> Ids, IReadOnlyList<SubmitItem> Items) : ShardLookup(Ids)
    {
        /// <summary>The unique keys that they want.</summary>
        public string[] Keys { get; } = [.. Items.Select(item => item.Spec.Template.UniqueKey).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>To hand a message to a task that is not in memory.</summary>
    public sealed record ForMessage(TaskId Id, ShardMessage Message) : ShardLookup([Id]);

    /// <summary>To tell tasks that wait what has ended.</summary>
    public sealed record ForSettle(IReadOnlyList<TaskId> Ids, IReadOnlyList<ShardMessage.Settle> News) : ShardLookup(Ids);

    /// <summary>To cancel parts.</summary>
    public sealed record ForRecall(IReadOnlyList<TaskId> Ids) : ShardLookup(Ids);

    /// <summary>To take note of who waits for tasks.</summary>
    public sealed record ForFollow(IReadOnlyList<TaskId> Ids, IReadOnlyList<ShardMessage.Follow> Follows) : ShardLookup(Ids);
}

/// <summary>One task to create, and who wants to hear of it.</summary>
/// <param name="Spec">The task.</param>
/// <param name="Ticket">The request that it belongs to; absent for a task from the inbox.</param>
/// <param name="Index">Its place in the request.</param>
/// <param name="InboxPosition">The inbox row that it came from.</param>
internal readonly record struct SubmitItem(TaskSpec Spec, SubmitTicket? Ticket, int Index, long? InboxPosition);
