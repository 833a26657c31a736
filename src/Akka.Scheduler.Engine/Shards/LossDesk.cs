using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Looks after open attempts: asks their workers after them, and settles those that no worker has.</summary>
/// <remarks>
/// <para>An attempt is lost when a look at the cluster that began after it was begun (or found) says that its worker's incarnation does not live.</para>
/// <para>One that its worker does not know, although this owner began it there and never heard that it runs, has not started and will not: it does not count.</para>
/// <para>A part that is for one worker is lost in the same way, before it has started.</para>
/// </remarks>
internal sealed class LossDesk(ShardCore core)
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskAfter = TimeSpan.FromSeconds(5);
    private readonly List<TaskEntity> _lost = [];
    private readonly List<TaskEntity> _unheard = [];
    private readonly List<TaskEntity> _stranded = [];
    private long _firstLook;

    /// <summary>Begins to look after what was found running.</summary>
    public void Begin()
    {
        var look = _firstLook = core.Services.Workers.Look.Number;
        foreach (var entity in core.Live.Values.Where(entity => entity.Task.State == TaskState.Running)) entity.Watch = new(look);
        core.Context.Timers.StartPeriodic("crew", ShardMessage.CheckWorkers.Instance, CheckEvery);
        Check();
    }

    public void Check()
    {
        var look = core.Services.Workers.Look;
        foreach (var entity in core.Live.Values)
        {
            if (entity.Task.Spec.Part is { Bound: { } bound }) StrandIf(look.Living(bound) is null && look.Number >= _firstLook + 2, entity);
            if (entity is not { Busy: false, Resting: false, Task: { State: TaskState.Running, Open: { } open }, Watch: { } watch }) continue;
            var living = look.Living(open.Worker);
            if (living is not null && (watch.On is null || watch.On == living)) AskSoon(entity, watch);
            else if (look.Number >= watch.Look + 2) _lost.Add(entity);
        }

        foreach (var entity in _lost) Submit(entity, AttemptRules.Lose(entity.Task, core.Now, core.Context.Random.NextDouble()));
        foreach (var group in _unheard.GroupBy(entity => entity.Task.Open!.Worker)) Ask(core.Services.Workers.Find(group.Key), group);
        foreach (var entity in _stranded) Submit(entity, AttemptRules.Strand(entity.Task, core.Now));
        _stranded.Clear();
        _lost.Clear();
        _unheard.Clear();
    }

    /// <summary>A worker says what runs there.</summary>
    public void Hear(ShardMessage.StillRunning running)
    {
        foreach (var note in running.Attempts)
        {
            if (!core.Live.TryGetValue(note.Task, out var entity) || entity.Task.Open?.Id != note.Attempt || entity.Watch is not { } watch) continue;
            (watch.On, watch.HasRun, watch.Touched) = (running.Worker, true, core.Context.Time.GetTimestamp());
            (watch.HeardAt, watch.Progress) = (core.Now, note.Progress);
        }
    }

    /// <summary>Says what is known of a task's open attempt beyond its record.</summary>
    public void Answer(ShardMessage.AskAfter ask)
    {
        var entity = core.Live.GetValueOrDefault(ask.Task);
        ask.ReplyTo.Tell(entity is { Task.Open: { } open, Watch: { } watch } ? new(open.Id, watch.HeardAt, watch.Progress) : AttemptStanding.Unknown);
    }

    /// <summary>The worker of an open attempt does not know it.</summary>
    public void Settle(ShardMessage.AttemptUnknown unknown)
    {
        if (!core.Live.TryGetValue(unknown.Task, out var entity) || entity.Task.Open?.Id != unknown.Attempt) return;
        if (entity.Busy)
        {
            entity.Defer(unknown);
            return;
        }

        var random = core.Context.Random.NextDouble();
        var neverRan = entity.Watch is { HasRun: false, On: { } on } && on == unknown.Worker;
        Submit(entity, neverRan
            ? AttemptRules.Finish(entity.Task, unknown.Attempt, new AttemptOutcome.NotRun("its grant did not reach the worker"), core.Now, random)
            : AttemptRules.Lose(entity.Task, core.Now, random));
    }

    private void StrandIf(bool gone, TaskEntity entity)
    {
        if (gone && entity is { Busy: false, Resting: false, Task.State: TaskState.Pending }) _stranded.Add(entity);
    }

    private void AskSoon(TaskEntity entity, AttemptWatch watch)
    {
        if (watch.Touched is { } touched && core.Context.Time.GetElapsedTime(touched) < AskAfter) return;
        watch.Touched = core.Context.Time.GetTimestamp();
        _unheard.Add(entity);
    }

    private void Ask(ActorRef<WorkerMessage>? worker, IEnumerable<TaskEntity> entities)
    {
        if (worker is null) return;
        TaskEntity[] asked = [.. entities];
        worker.Tell(new WorkerMessage.Reattach([.. asked.Select(entity => new OpenTask(entity.Id, entity.Task.Open!.Id))], core.Context.Self));
        foreach (var entity in asked.Where(entity => entity.Task.CancelRequested)) worker.Tell(new WorkerMessage.Stop(entity.Task.Open!.Id, StopCause.Cancelled));
    }

    private void Submit(TaskEntity entity, TaskStep? step)
    {
        if (step is not null) core.Submit(new(entity, step, AttemptDesk.KindOf(step.After), StepEffect.None.Instance));
    }
}
