using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>Decides what becomes of a schedule: pure functions of (schedule, cursor, command, now).</summary>
/// <remarks>A change always settles what was due under the version before it, in the same commit, so no instant falls between two versions.</remarks>
internal static class ScheduleDecision
{
    /// <summary>What is due now, and the step that makes it durable; no step when nothing is due.</summary>
    public static (ScheduleStep? Step, FiringPlan Plan) Fire(ScheduleEntity entity, Circumstances around)
    {
        var plan = FiringPlan.Evaluate(entity.Schedule!, entity.Cursor!, around.Now, around.PreviousStillLive, around.Exclusions);
        return (plan.IsEmpty ? null : StepOf(entity, plan, around.Now), plan);
    }

    /// <summary>The step of a command, or the answer where there is nothing to do.</summary>
    public static (ScheduleStep? Step, ScheduleReply? Answer) Apply(ScheduleEntity entity, ScheduleCommand command, Circumstances around)
    {
        var (version, now) = (entity.Schedule?.Version ?? 0, around.Now);
        if (command.IfVersion is { } wanted && wanted != version) return (null, new ScheduleReply.OtherVersion(version));
        if (entity.Schedule is not { } current || entity.Cursor is not { } cursor)
            return command is ScheduleCommand.Put put ? (Create(entity, put.Wanted, now), null) : (null, new ScheduleReply.NotFound());
        if (command is ScheduleCommand.Trigger) return (Trigger(entity, current, cursor, now), null);

        var plan = FiringPlan.Evaluate(current, cursor, now, around.PreviousStillLive, around.Exclusions);
        if (command is ScheduleCommand.Delete) return (Delete(entity, plan, now), null);
        if (command is ScheduleCommand.Backfill backfill) return ScheduleFilling.Decide(entity, backfill, plan, around);
        var next = command switch
        {
            ScheduleCommand.Put replace => ScheduleRules.Replace(current, replace.Wanted, replace.KeepPause),
            ScheduleCommand.Pause pause => ScheduleRules.Pause(current, pause.Reason, pause.By, now),
            ScheduleCommand.Resume => ScheduleRules.Resume(current),
            _ => throw new InvalidOperationException($"unknown command {command.GetType().Name}"),
        };
        return next is null
            ? (null, new ScheduleReply.Done(current, cursor, Created: false))
            : (Change(entity, plan, next, now), null);
    }

    /// <summary>The step that makes a plan durable.</summary>
    public static ScheduleStep StepOf(ScheduleEntity entity, FiringPlan plan, DateTimeOffset now)
    {
        var schedule = entity.Schedule!;
        return Step(entity, schedule, plan.Cursor, now) with
        {
            ChangesDefinition = false,
            NextWake = plan.NextWake,
            ToCancel = plan.ToCancel,
            Occurrences = plan.Occurrences,
            Tasks = [.. plan.Occurrences.Select(occurrence => OccurrenceTask.SpecOf(schedule, occurrence, now)).OfType<TaskSpec>()],
        };
    }

    /// <summary>When a schedule is to be looked at next; an instant that has passed already means at once.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="cursor">How far it has come.</param>
    /// <param name="heldFrom">When to look, at the latest, while instants are held back.</param>
    public static DateTimeOffset? WakeOf(Schedule schedule, ScheduleCursor cursor, DateTimeOffset heldFrom)
    {
        if (!schedule.Enabled) return null;
        var next = cursor.Runs + cursor.HeldDue >= schedule.MaxRuns ? null : ScheduleClock.Next(schedule, cursor.Watermark);
        return cursor.Held.Count == 0 || next < heldFrom ? next : heldFrom;
    }

    /// <summary>The answer to a command that was carried out before: how the schedule stands now.</summary>
    public static ScheduleReply AnswerAgain(ScheduleEntity entity, ScheduleCommand command) => (command, entity.Schedule) switch
    {
        (ScheduleCommand.Delete, _) => new ScheduleReply.Deleted(),
        (_, { } schedule) => new ScheduleReply.Done(schedule, entity.Cursor!, Created: command is ScheduleCommand.Put && schedule.Version == 1),
        _ => new ScheduleReply.NotFound(),
    };

    private static ScheduleStep Create(ScheduleEntity entity, Schedule wanted, DateTimeOffset now)
    {
        var schedule = wanted with { Version = 1, CreatedAt = now };
        var cursor = ScheduleCursor.Start(schedule);
        return Step(entity, schedule, cursor, now) with { Reply = new ScheduleReply.Done(schedule, cursor, Created: true) };
    }

    private static ScheduleStep Change(ScheduleEntity entity, FiringPlan plan, Schedule next, DateTimeOffset now)
    {
        var cursor = plan.Cursor.Settled(now);
        return StepOf(entity, plan, now) with
        {
            Schedule = next,
            Cursor = cursor,
            ChangesDefinition = true,
            NextWake = WakeOf(next, cursor, now + FiringPlan.HeldPoll),
            Reply = new ScheduleReply.Done(next, cursor, Created: false),
        };
    }

    // What waits has no record yet, and will not have a task.
    private static ScheduleStep Delete(ScheduleEntity entity, FiringPlan plan, DateTimeOffset now)
    {
        var dropped = plan.Cursor.Held.Select(held => new Occurrence(
            entity.Id, held.Version, held.Nominal, 0, new OccurrenceOutcome.Skipped(SkipReason.Deleted, held.Nominal, 1))
        {
            Kind = held.Kind,
        });
        return StepOf(entity, plan, now) with
        {
            Schedule = null,
            ChangesDefinition = true,
            NextWake = null,
            ToCancel = null,
            Occurrences = [.. plan.Occurrences, .. dropped],
            Reply = new ScheduleReply.Deleted(),
        };
    }

    // The mark keeps the id apart from those of the schedule's own instants.
    private static ScheduleStep Trigger(ScheduleEntity entity, Schedule schedule, ScheduleCursor cursor, DateTimeOffset now)
    {
        var id = new TaskId($"{OccurrenceId.Of(schedule.Id, now)}~{now.UtcTicks % TimeSpan.TicksPerMillisecond / TimeSpan.TicksPerMicrosecond}");
        var task = new TaskSpec(id, schedule.Task, now, now) { ScheduleId = schedule.Id.Value };
        var record = new Occurrence(schedule.Id, schedule.Version, now, 0, new OccurrenceOutcome.Created(id, now)) { Kind = OccurrenceKind.Trigger };
        return Step(entity, schedule, cursor, now) with
        {
            ChangesDefinition = false,
            Occurrences = [record],
            Tasks = [task],
            Reply = new ScheduleReply.Triggered(id),
        };
    }

    private static ScheduleStep Step(ScheduleEntity entity, Schedule schedule, ScheduleCursor cursor, DateTimeOffset now) => new()
    {
        Entity = entity,
        Schedule = schedule,
        Cursor = cursor,
        ChangesDefinition = true,
        Occurrences = [],
        NextWake = WakeOf(schedule, cursor, now + FiringPlan.HeldPoll),
        At = now,
    };
}
