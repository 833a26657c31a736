using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Limits;
using Akka.Scheduler.Engine.Shards;

namespace Akka.Scheduler.Engine.Gates;

/// <summary>The way in for whoever wants tasks created or changed: finds the owner, and answers only what is durable.</summary>
public interface ITaskGate
{
    /// <summary>Creates tasks, one commit a shard.</summary>
    /// <param name="tasks">The tasks; ids may repeat, within the call and over calls.</param>
    /// <param name="cancel">Stops waiting; what was sent may still be made.</param>
    /// <returns>For each task, in the order of the request.</returns>
    Task<IReadOnlyList<SubmitResult>> SubmitAsync(IReadOnlyList<NewTask> tasks, CancellationToken cancel);

    /// <summary>Carries out a command on one task.</summary>
    Task<CommandReply> ApplyAsync(TaskId task, TaskCommand command, CancellationToken cancel);

    /// <summary>Asks the owner of a task after its open attempt: how far it has come, and when it was last heard of.</summary>
    /// <returns>What the owner knows; <see cref="AttemptStanding.Unknown"/> when it does not answer soon.</returns>
    Task<AttemptStanding> AskAfterAsync(TaskId task, CancellationToken cancel);

    /// <summary>Asks which limit a task waits for, and where it stands in the line.</summary>
    /// <returns>What is known; <see cref="LimitStanding.None"/> when it waits for none, or nobody answers soon.</returns>
    Task<LimitStanding> AskLimitAsync(TaskId task, CancellationToken cancel);
}

/// <summary>What became of one submitted task.</summary>
public abstract record SubmitResult
{
    private SubmitResult() { }

    /// <summary>Durable: made now, or there already.</summary>
    /// <param name="Task">As it stands.</param>
    /// <param name="Created">Whether it was made by this request.</param>
    public sealed record Accepted(TaskSnapshot Task, bool Created) : SubmitResult;

    /// <summary>Not made: too much waits for its commit. Try again later.</summary>
    public sealed record Overloaded : SubmitResult;

    /// <summary>Nobody can say whether it was made; submitting it again with the same id is safe.</summary>
    /// <param name="Why">What went wrong.</param>
    public sealed record Unavailable(string Why) : SubmitResult;

    /// <summary>Not made: another task has its unique key.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Holder">The other task.</param>
    public sealed record KeyTaken(string Key, TaskId Holder) : SubmitResult;

    /// <summary>Not made: the store can never take it.</summary>
    /// <param name="Why">The store's words.</param>
    public sealed record Refused(string Why) : SubmitResult;
}
