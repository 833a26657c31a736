using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Domain.Schedules;

/// <summary>What became of a due instant.</summary>
public abstract record OccurrenceOutcome
{
    private OccurrenceOutcome()
    {
    }

    /// <summary>A task stands for it.</summary>
    /// <param name="Task">The task's id.</param>
    /// <param name="DueAt">When the task may start: the instant and its jitter.</param>
    public sealed record Created(TaskId Task, DateTimeOffset DueAt) : OccurrenceOutcome;

    /// <summary>No task stands for it, nor for those after it up to <paramref name="Through"/>.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Through">The last instant that the record stands for; the record's own if it stands for one.</param>
    /// <param name="Count">How many instants that are, 1 or more: all of the schedule's between the two, ends included.</param>
    public sealed record Skipped(SkipReason Reason, DateTimeOffset Through, long Count) : OccurrenceOutcome;
}
