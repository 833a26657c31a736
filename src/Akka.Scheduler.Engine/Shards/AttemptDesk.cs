using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Engine.Workers;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Opens attempts on credits and records how they end. The start is durable before the worker hears of it.</summary>
internal sealed class AttemptDesk(ShardCore core, CommandDesk commands)
{
    // So many ends of tasks that are not in memory are looked up at once; further ones are said again by their workers.
    private const int MaxLate = 64;

    private int _late;

    /// <summary>Tells the dispatcher what is ready, when there is more than it was told of.</summary>
    public void TellDemand()
    {
        if (!core.DemandChanged) return;
        core.DemandChanged = false;
        core.Services.Dispatcher.Tell(new DispatcherMessage.Demand(core.Term.Shard, core.Context.Self, core.Ready.Groups));
    }

    /// <summary>Spends credits on ready tasks of a class, the most urgent first, and gives back what is left.</summary>
    public void Spend(ShardMessage.Credits credits)
    {
        var (grant, left) = (credits.Grant, credits.Grant.Count);
        // Its queue may have been paused since the shard asked for them.
        var paused = core.Services.Queues.IsPaused(credits.Class.Queue);
        while (left > 0 && !paused && core.Ready.Next(credits.Class) is { } entity)
        {
            if (TryStart(entity, grant)) left--;
            else core.Place(entity);
        }

        if (left > 0) core.Services.Dispatcher.Tell(new DispatcherMessage.GiveBack(grant with { Count = left }));
    }

    private bool TryStart(TaskEntity entity, CreditGrant grant)
    {
        var now = core.Now;
        if (TaskRules.GiveUp(entity.Task, now) is { } over)
        {
            core.Submit(new(entity, over, KindOf(over.After), StepEffect.None.Instance));
            return false;
        }

        if (!core.Permits.LetsStart(entity)) return false;
        var attempt = new AttemptId(core.Context.Ids.Next());
        var step = TaskRules.Start(entity.Task, attempt, new(grant.Worker.NodeId), core.Line.NextSeq, now);
        if (step is null) return false;
        entity.Watch = new(core.Services.Workers.Look.Number) { On = grant.Worker, Touched = core.Context.Time.GetTimestamp() };
        core.Submit(new(entity, step, ChangeKind.UpdateState, new StepEffect.Grant(grant.Ref, grant.Stamp)));
        return true;
    }

    /// <summary>Records how an attempt ended.</summary>
    public void End(ShardMessage.AttemptEnded ended)
    {
        if (!core.Live.TryGetValue(ended.Task, out var entity))
        {
            LookUp(ended);
            return;
        }

        if (entity.Ended == ended.Attempt)
        {
            if (!entity.Busy) ended.Worker.Tell(new WorkerMessage.Recorded(ended.Attempt));
            return;
        }

        if (entity.Busy || entity.Resting)
        {
            if (!entity.Defers(ended.Attempt)) entity.Defer(ended);
            return;
        }

        entity.Ended = ended.Attempt;
        var step = AttemptRules.Finish(entity.Task, ended.Attempt, ended.Outcome, core.Now, core.Context.Random.NextDouble());
        ChangeKind? kind = step.Entry.Type == TransitionType.ResultRefused ? null : KindOf(step.After);
        core.Submit(new(entity, step, kind, new StepEffect.Acknowledge(ended.Worker, ended.Attempt)));
    }

    // Running tasks are always in memory, so this attempt is not open any more: its end was recorded, or it was given up.
    private void LookUp(ShardMessage.AttemptEnded ended)
    {
        if (_late >= MaxLate) return;
        _late++;
        commands.LookUp(ended.Task, ended);
    }

    /// <summary>The store has said how the task of a late end stands.</summary>
    public void Found(ShardLookup.ForMessage lookup, ShardMessage.AttemptEnded ended, IReadOnlyList<TaskSnapshot> tasks)
    {
        _late--;
        if (core.Live.ContainsKey(lookup.Id)) End(ended);
        else if (lookup.Ticket.IsStale(lookup.Id)) LookUp(ended);
        else if (tasks.Count == 0 || AttemptRules.IsAccountedFor(tasks[0], ended.Outcome)) ended.Worker.Tell(new WorkerMessage.Recorded(ended.Attempt));
        else Refuse(new(tasks[0]), ended);
    }

    private void Refuse(TaskEntity entity, ShardMessage.AttemptEnded ended)
    {
        core.Live[entity.Id] = entity;
        entity.Ended = ended.Attempt;
        var step = AttemptRules.Finish(entity.Task, ended.Attempt, ended.Outcome, core.Now, 0);
        core.Submit(new(entity, step, null, new StepEffect.Acknowledge(ended.Worker, ended.Attempt)));
    }

    /// <summary>How the row of a task changes whose attempt has ended.</summary>
    public static ChangeKind KindOf(TaskSnapshot after) => after.State.IsTerminal() ? ChangeKind.Archive : ChangeKind.UpdateState;
}
