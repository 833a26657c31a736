using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>What the singleton makes durable, in one commit.</summary>
internal abstract record SchedulerStep
{
    /// <summary>What it is about, for the log.</summary>
    public abstract string Subject { get; }

    /// <summary>Tasks to emit.</summary>
    public virtual IReadOnlyList<TaskSpec> Tasks { get; init; } = [];

    /// <summary>Tells who waits that it is durable.</summary>
    public abstract void AnswerDone();

    /// <summary>Tells who waits that the store can never take it.</summary>
    public abstract void AnswerRefused(string why);

    /// <summary>Tells who waits that nobody knows.</summary>
    public abstract void AnswerUnavailable(string why);
}
