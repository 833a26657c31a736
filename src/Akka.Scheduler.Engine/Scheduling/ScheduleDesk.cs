using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Timing;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>Holds the schedules, knows which one is due next, and decides what becomes of due instants and commands.</summary>
/// <remarks>A schedule is looked at by one hand at a time: while a question or a commit about it is under way, commands for it wait.</remarks>
internal sealed class ScheduleDesk(
    SchedulerServices services, ScheduleCommitDesk commits, CalendarBook calendars, PreviousTasks previous, IActorContext<SchedulerMessage> context)
{
    private static readonly TimeSpan RefusalRest = TimeSpan.FromSeconds(10);

    private readonly Dictionary<ScheduleId, ScheduleEntity> _schedules = [];
    private readonly TtlQueue<ScheduleId> _due = new(services.Deadlines);
    private readonly List<ScheduleId> _fired = [];
    private bool _dueChanged;

    public int Count => _schedules.Count;

    private DateTimeOffset Now => EngineClock.Now(context.Time);

    /// <summary>A schedule from the store.</summary>
    public void Adopt(Schedule schedule, ScheduleCursor cursor)
    {
        var entity = new ScheduleEntity(schedule.Id) { Schedule = schedule, Cursor = cursor };
        _schedules[schedule.Id] = entity;
        SleepUntil(entity, ScheduleDecision.WakeOf(schedule, cursor, Now));
    }

    /// <summary>The schedules that heed a calendar, or are about to.</summary>
    public IReadOnlyList<ScheduleId> UsersOf(CalendarId calendar) =>
        [.. _schedules.Values.Where(entity => entity.Heeds(calendar)).Select(entity => entity.Id).OrderBy(id => id.Value, StringComparer.Ordinal)];

    public void Take(SchedulerMessage.Apply apply)
    {
        var id = apply.Command.Id;
        if (!_schedules.TryGetValue(id, out var entity)) _schedules.Add(id, entity = new(id));
        if (entity.Busy) entity.Deferred.Enqueue(apply);
        else Consider([new(entity, apply)]);
    }

    /// <summary>Looks at every schedule whose time has come.</summary>
    public void RunDue()
    {
        _due.Run(Now, submission => _fired.Add(submission.Key));
        List<ScheduleWork> work = [];
        foreach (var id in _fired)
        {
            // What follows sets the next instant: a busy one is looked at again when it is settled.
            _due.Remove(id);
            if (_schedules.TryGetValue(id, out var entity) && !entity.Busy) work.Add(new(entity, null));
        }

        _fired.Clear();
        Consider(work);
        _dueChanged = true;
    }

    /// <summary>The store has said what had to be known.</summary>
    public void Resume(SchedulerMessage.Known known)
    {
        foreach (var work in known.Work)
        {
            work.Entity.Busy = false;
            Decide(work, known.Facts);
        }
    }

    /// <summary>The store has said whether a command that came again was carried out the first time.</summary>
    public void Resume(SchedulerMessage.RepeatKnown known)
    {
        var (entity, apply) = known.Repeat;
        entity.Busy = false;
        if (known.WasApplied && apply.Command is not ScheduleCommand.Backfill)
        {
            apply.ReplyTo.Tell(ScheduleDecision.AnswerAgain(entity, apply.Command));
            Rest(entity);
        }
        else
        {
            Consider([new(entity, apply with { Repeated = false })]);
        }
    }

    /// <summary>Nobody can say whether a command was carried out: whoever asked may ask again.</summary>
    public void GiveUp(SchedulerMessage.RepeatFailed failed)
    {
        failed.Repeat.Entity.Busy = false;
        failed.Repeat.Command.ReplyTo.Tell(new ScheduleReply.Unavailable(failed.Why));
        Rest(failed.Repeat.Entity);
    }

    /// <summary>A step is durable, or was dropped (<paramref name="durable"/> is false).</summary>
    public void Settled(ScheduleStep step, bool durable)
    {
        var entity = step.Entity;
        entity.Busy = false;
        entity.Coming = null;
        if (durable)
        {
            if (step.ToCancel is { } supplanted) previous.Cancel(supplanted, entity.Id);
            entity.Schedule = step.Schedule;
            entity.Cursor = step.Schedule is null ? null : step.Cursor;
        }

        SleepUntil(entity, durable ? step.NextWake : AfterRefusal(entity));
        GoOn(entity);
    }

    // The definition in force is the old one, and what it owes is tried again, not at once.
    private DateTimeOffset? AfterRefusal(ScheduleEntity entity)
    {
        if (entity.Schedule is not { } schedule || ScheduleDecision.WakeOf(schedule, entity.Cursor!, Now) is not { } wake) return null;
        var rested = Now + RefusalRest;
        return wake > rested ? wake : rested;
    }

    /// <summary>Arms the timer for the nearest instant, if that may have changed.</summary>
    public void Arm()
    {
        if (!_dueChanged) return;
        _dueChanged = false;
        if (_due.NextDeadline is { } next) Sleep(next - Now);
    }

    public void AbandonAll()
    {
        foreach (var waiting in _schedules.Values.SelectMany(entity => entity.Deferred))
            waiting.ReplyTo.Tell(new ScheduleReply.Unavailable("the scheduler is moving"));
    }

    private void Consider(IReadOnlyList<ScheduleWork> work)
    {
        List<ScheduleWork>? asked = null;
        foreach (var item in work)
        {
            if (item.Command is { Repeated: true } repeated)
            {
                AskAfter(new(item.Entity, repeated));
                continue;
            }

            if (!NeedsFacts(item))
            {
                Decide(item, KnownFacts.None);
                continue;
            }

            item.Entity.Busy = true;
            (asked ??= []).Add(item);
        }

        if (asked is not null) previous.Ask(asked);
    }

    private void AskAfter(ScheduleRepeat repeat)
    {
        repeat.Entity.Busy = true;
        context.PipeToSelf(
            services.Store.WasAppliedAsync(repeat.Command.Id, context.Stopped),
            repeat,
            static (of, applied) => new SchedulerMessage.RepeatKnown(of, applied),
            static (of, fault) => new SchedulerMessage.RepeatFailed(of, fault.Message));
    }

    private bool NeedsFacts(ScheduleWork work)
    {
        var entity = work.Entity;
        if (entity.Schedule is not { } schedule || entity.Cursor is not { } cursor) return false;
        if (work.Command?.Command is ScheduleCommand.Backfill) return true;
        return schedule.Enabled && (schedule.Overlap != OverlapPolicy.Allow || cursor.Held.Count > 0) && cursor.LastTask is not null
            && ScheduleDecision.WakeOf(schedule, cursor, Now) <= Now;
    }

    private void Decide(ScheduleWork work, KnownFacts facts)
    {
        var entity = work.Entity;
        var around = new Circumstances(
            Now, entity.Cursor?.LastTask is { } last && facts.Live.Contains(last), facts.Made, calendars.Of(entity.Schedule?.Calendars ?? CalendarNames.None));
        if (work.Command is not { } apply)
        {
            var (due, plan) = ScheduleDecision.Fire(entity, around);
            if (due is not null)
            {
                Commit(due);
                return;
            }

            if (plan.ToCancel is { } supplanted) previous.Cancel(supplanted, entity.Id);
            Rest(entity);
            return;
        }

        var (step, answer) = Missing(apply.Command) is { } missing ? (null, missing) : ScheduleDecision.Apply(entity, apply.Command, around);
        if (step is not null)
        {
            Commit(step with { Command = apply.Id, ReplyTo = apply.ReplyTo });
            return;
        }

        apply.ReplyTo.Tell(answer!);
        Rest(entity);
    }

    private ScheduleReply.Invalid? Missing(ScheduleCommand command) => command is ScheduleCommand.Put put && calendars.Missing(put.Wanted.Calendars) is { } missing
        ? new("calendars", $"names '{missing}', and there is no such calendar; make it first, with PUT /api/v1/calendars/{missing}")
        : null;

    private void Commit(ScheduleStep step)
    {
        step.Entity.Busy = true;
        step.Entity.Coming = step.Schedule;
        commits.Add(step);
    }

    // Nothing was to be done: sleeps until the next instant, and turns to whatever waits.
    private void Rest(ScheduleEntity entity)
    {
        SleepUntil(entity, entity.Schedule is { } schedule ? ScheduleDecision.WakeOf(schedule, entity.Cursor!, Now + FiringPlan.HeldPoll) : null);
        GoOn(entity);
    }

    private void GoOn(ScheduleEntity entity)
    {
        if (entity.Deferred.TryDequeue(out var next)) Consider([new(entity, next)]);
        else if (entity.Schedule is null && !entity.Busy) _schedules.Remove(entity.Id);
    }

    private void SleepUntil(ScheduleEntity entity, DateTimeOffset? wake)
    {
        if (wake is not { } at) _due.Remove(entity.Id);
        else if (_due.Set(entity.Id, at)) _dueChanged = true;
    }

    private void Sleep(TimeSpan span) =>
        context.Timers.StartSingle("wake", SchedulerMessage.Wake.Instance, span > TimeSpan.Zero ? span : TimeSpan.Zero);
}
