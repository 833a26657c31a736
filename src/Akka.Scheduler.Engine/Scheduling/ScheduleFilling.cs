using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>Decides about one portion of a backfill: a pure function, like all of <see cref="ScheduleDecision"/>.</summary>
internal static class ScheduleFilling
{
    /// <summary>The instants of the portion.</summary>
    public static IReadOnlyList<DateTimeOffset> Instants(Schedule schedule, ScheduleCommand.Backfill command) =>
        Backfill.Instants(schedule, command.From, command.To, Backfill.Portion);

    /// <summary>The step, or the answer where there is nothing to do.</summary>
    /// <param name="entity">The schedule.</param>
    /// <param name="command">What was asked for.</param>
    /// <param name="due">What is due by itself, and settled first.</param>
    /// <param name="around">The circumstances.</param>
    public static (ScheduleStep? Step, ScheduleReply Answer) Decide(
        ScheduleEntity entity, ScheduleCommand.Backfill command, FiringPlan due, Circumstances around)
    {
        var schedule = entity.Schedule!;
        if (Backfill.Problem(schedule, command.From, command.To, around.Now) is { } problem) return (null, new ScheduleReply.Invalid(problem.Field, problem.Message));
        var instants = Instants(schedule, command);
        // What falls due in this very step has its task by it.
        var made = due.Occurrences.Where(occurrence => occurrence.Outcome is OccurrenceOutcome.Created).Select(occurrence => occurrence.Nominal).Union(around.Made).ToHashSet();
        var filled = Backfill.Evaluate(schedule, due.Cursor, instants, made, around.Now, around.Exclusions);
        if (filled.Lacks > 0)
        {
            return (null, new ScheduleReply.Invalid(
                "to", $"is too far from 'from': at most {Schedule.MostHeld} instants may wait for their turn, and it would be {filled.Lacks} more; "
                    + "ask for a shorter stretch, or again when some have had their turn"));
        }

        // Nothing runs, and now something waits: the first of it has its turn.
        var isLive = around.PreviousStillLive || due.Cursor.LastTask != entity.Cursor!.LastTask;
        var turn = FiringPlan.Evaluate(schedule, filled.Cursor, around.Now, isLive, around.Exclusions);
        var asked = instants.ToHashSet();
        List<TaskId> tasks = [.. filled.Occurrences.Concat(turn.Occurrences)
            .Where(occurrence => occurrence.Kind == OccurrenceKind.Backfill && asked.Contains(occurrence.Nominal))
            .Select(occurrence => occurrence.Outcome).OfType<OccurrenceOutcome.Created>().Select(created => created.Task)];
        var fresh = filled.Occurrences.Count + filled.Cursor.Held.Count - due.Cursor.Held.Count;
        var reply = new ScheduleReply.Backfilled(
            tasks, fresh - tasks.Count, filled.Existing, filled.Excluded, instants.Count == Backfill.Portion ? instants[^1].AddMilliseconds(1) : null);
        var all = turn with { Occurrences = [.. due.Occurrences, .. filled.Occurrences, .. turn.Occurrences] };
        return all.Occurrences.Count == 0 && all.Cursor == entity.Cursor
            ? (null, reply)
            : (ScheduleDecision.StepOf(entity, all, around.Now) with { Reply = reply }, reply);
    }
}
