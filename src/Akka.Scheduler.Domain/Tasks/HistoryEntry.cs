using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Domain.Tasks;

/// <summary>One recorded step of a task, never changed once written.</summary>
/// <param name="Task">Whose step.</param>
/// <param name="Seq">Its number within the task, from 1, without a gap.</param>
/// <param name="Type">What happened.</param>
/// <param name="From">The state before; absent where the task came to be.</param>
/// <param name="To">The state after.</param>
/// <param name="Attempt">The number of the attempt that it speaks of; 0 where of none.</param>
/// <param name="AttemptId">That attempt's id.</param>
/// <param name="At">When it was decided, by the owner's clock.</param>
/// <param name="Detail">A short explanation for people; may be absent.</param>
public sealed record HistoryEntry(
    TaskId Task, int Seq, TransitionType Type, TaskState? From, TaskState To, int Attempt, AttemptId? AttemptId, DateTimeOffset At, string? Detail);
