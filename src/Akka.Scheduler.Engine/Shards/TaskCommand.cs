using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Gates;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>A task to create.</summary>
/// <param name="Spec">What was asked for.</param>
/// <param name="IdChosenByCaller">Whether something else may already have this id, so that the store must be asked first.</param>
public readonly record struct NewTask(TaskSpec Spec, bool IdChosenByCaller)
{
    /// <summary>What happens when another task has its unique key. Heeded by the gate; a shard only says so.</summary>
    public KeyConflict OnConflict { get; init; }
}

/// <summary>What happens to a new task whose unique key another one has.</summary>
public enum KeyConflict : byte
{
    /// <summary>It is refused.</summary>
    Reject,

    /// <summary>The other one is the answer.</summary>
    Existing,

    /// <summary>The other one is cancelled if it waits, and the new one made; otherwise it is refused.</summary>
    Replace,
}

/// <summary>A command on an existing task.</summary>
public abstract record TaskCommand
{
    private TaskCommand() { }

    /// <summary>Cancel it.</summary>
    /// <param name="Why">For its history.</param>
    public sealed record Cancel(string? Why) : TaskCommand;

    /// <summary>Cancel it, if it waits, so that another task can have its unique key.</summary>
    /// <param name="Successor">The other task.</param>
    public sealed record Replace(TaskId Successor) : TaskCommand;

    /// <summary>Run a finished one again.</summary>
    public sealed record Redrive : TaskCommand;

    /// <summary>Change what may still change.</summary>
    public sealed record Change(TaskPatch Patch) : TaskCommand;
}

/// <summary>The answer to <see cref="ShardMessage.Submit"/>.</summary>
public abstract record SubmitReply
{
    private SubmitReply() { }

    /// <summary>Durable, each of them: made now, or there already.</summary>
    /// <param name="Tasks">In the order of the request.</param>
    public sealed record Accepted(IReadOnlyList<SubmittedTask> Tasks) : SubmitReply;

    /// <summary>Not all of them are durable: each has an end of its own.</summary>
    /// <param name="Tasks">In the order of the request.</param>
    public sealed record Each(IReadOnlyList<SubmitResult> Tasks) : SubmitReply;

    /// <summary>Nothing was made: too much waits for its commit.</summary>
    public sealed record Overloaded : SubmitReply;

    /// <summary>Nobody can say whether they were made; asking again with the same ids is safe.</summary>
    /// <param name="Why">What went wrong.</param>
    public sealed record Unavailable(string Why) : SubmitReply;

    /// <summary>The shard can never take them; nothing was made.</summary>
    /// <param name="Why">What is wrong with them.</param>
    public sealed record Refused(string Why) : SubmitReply;
}

/// <summary>A durable task.</summary>
/// <param name="Task">As it stands.</param>
/// <param name="Created">Whether it was made by this request; otherwise the id existed.</param>
public readonly record struct SubmittedTask(TaskSnapshot Task, bool Created);

/// <summary>The answer to a command.</summary>
public abstract record CommandReply
{
    private CommandReply() { }

    /// <summary>Durable.</summary>
    /// <param name="Task">As it stands after it.</param>
    public sealed record Done(TaskSnapshot Task) : CommandReply;

    /// <summary>There is no such task.</summary>
    public sealed record NotFound : CommandReply;

    /// <summary>The task's state does not allow it; nothing changed.</summary>
    /// <param name="Task">As it stands.</param>
    /// <param name="Why">Why not.</param>
    public sealed record Conflict(TaskSnapshot Task, string Why) : CommandReply;

    /// <summary>Another task has its unique key; nothing changed.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Holder">The other task.</param>
    public sealed record KeyTaken(string Key, TaskId Holder) : CommandReply;

    /// <summary>Nobody can say whether it was done; asking again is safe.</summary>
    /// <param name="Why">What went wrong.</param>
    public sealed record Unavailable(string Why) : CommandReply;
}
