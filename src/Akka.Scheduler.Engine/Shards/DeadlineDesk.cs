using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Workers;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Does what is owed to tasks at a known time: they become due, outlive their TTL or their deadline, or run for too long.</summary>
internal sealed class DeadlineDesk(ShardCore core)
{
    private readonly List<TaskEntity> _fired = [];

    /// <summary>Arms the timer for the nearest deadline, if that may have changed.</summary>
    public void Arm()
    {
        if (!core.DeadlinesChanged) return;
        core.DeadlinesChanged = false;
        // From here on, not from the beginning of the turn.
        if (core.Deadlines.NextDeadline is { } next) Sleep(next - EngineClock.Now(core.Context.Time));
    }

    /// <summary>Works off what has come due.</summary>
    public void Run()
    {
        var now = core.Now;
        core.Deadlines.Run(now, submission => _fired.Add(submission.Key));
        foreach (var entity in _fired)
        {
            // What follows sets the next deadline: none is owed while a step is on its way.
            core.Deadlines.Remove(entity);
            // One that is placed may push another one out of memory.
            if (core.Live.GetValueOrDefault(entity.Id) == entity) Fire(entity, now);
        }

        _fired.Clear();
        core.DeadlinesChanged = true;
    }

    // A busy entity is placed again when its step is settled, and gets its next deadline then.
    private void Fire(TaskEntity entity, DateTimeOffset now)
    {
        if (entity.Busy) return;
        if (TaskRules.GiveUp(entity.Task, now) is { } over)
        {
            core.Submit(new(entity, over, AttemptDesk.KindOf(over.After), StepEffect.None.Instance));
        }
        else if (entity.Task.Open is { } open && now >= core.GivenUpAt(entity.Task))
        {
            core.Services.Workers.Find(open.Worker)?.Tell(new WorkerMessage.Stop(open.Id, StopCause.GivenUp));
            var step = AttemptRules.TimeOut(entity.Task, now, core.Context.Random.NextDouble())!;
            core.Submit(new(entity, step, AttemptDesk.KindOf(step.After), StepEffect.None.Instance));
        }
        else
        {
            core.Place(entity);
        }
    }

    private void Sleep(TimeSpan span) =>
        core.Context.Timers.StartSingle("wake", ShardMessage.Wake.Instance, span > TimeSpan.Zero ? span : TimeSpan.Zero);
}
