using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Domain.Schedules;

/// <summary>The task that a created occurrence stands for.</summary>
public static class OccurrenceTask
{
    /// <summary>What is asked for: the schedule's template under the occurrence's id, due when it is due; null if it was skipped.</summary>
    /// <param name="schedule">The version in force.</param>
    /// <param name="occurrence">One of its occurrences.</param>
    /// <param name="now">When the task is accepted.</param>
    public static TaskSpec? SpecOf(Schedule schedule, Occurrence occurrence, DateTimeOffset now) =>
        occurrence.Outcome is OccurrenceOutcome.Created created
            ? new TaskSpec(created.Task, schedule.Task, created.DueAt, now)
            {
                ScheduleId = schedule.Id.Value,
                ScheduledTime = occurrence.Nominal,
            }
            : null;
}
