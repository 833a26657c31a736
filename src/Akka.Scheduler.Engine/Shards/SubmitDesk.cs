using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Creates tasks. An id that its caller chose may exist already, live or finished, so the store is asked first; an id made here cannot.</summary>
/// <remarks>Who has a unique key is asked too, so that a commit whose claim cannot be had is rare; the claim in the commit decides.</remarks>
internal sealed class SubmitDesk(ShardCore core)
{
    public void Take(ShardMessage.Submit submit)
    {
        if (core.Line.Backlog + submit.Tasks.Count > core.Services.Settings.Commits.MaxBacklog)
        {
            submit.ReplyTo.Tell(new SubmitReply.Overloaded());
            return;
        }

        var ticket = new SubmitTicket(submit.Tasks.Count, submit.ReplyTo);
        List<SubmitItem>? asked = null;
        for (var i = 0; i < submit.Tasks.Count; i++)
        {
            var item = new SubmitItem(submit.Tasks[i].Spec, ticket, i, null);
            if (!submit.Tasks[i].IdChosenByCaller && item.Spec.Template.UniqueKey is null) Create(item);
            else if (!TryAnswerFromMemory(item)) (asked ??= []).Add(item);
        }

        if (asked is not null) Ask(asked);
    }

    /// <summary>Creates those that do not exist yet, once the store has said which do.</summary>
    public void Ask(IReadOnlyList<SubmitItem> items)
    {
        TaskId[] ids = [.. items.Select(item => item.Spec.Id)];
        core.Reader.Read(new ShardRead.Lookup(new ShardLookup.ForSubmit(ids, items) { Ticket = core.Reads.Begin() }));
    }

    public void Found(ShardLookup.ForSubmit lookup, IReadOnlyList<TaskSnapshot> tasks, IReadOnlyList<KeyHolder> holders)
    {
        var found = tasks.ToDictionary(task => task.Id);
        var taken = holders.ToDictionary(holder => holder.Key, StringComparer.Ordinal);
        List<SubmitItem>? again = null;
        foreach (var item in lookup.Items)
        {
            if (TryAnswerFromMemory(item)) continue;
            if (lookup.Ticket.IsStale(item.Spec.Id)) (again ??= []).Add(item);
            else if (found.TryGetValue(item.Spec.Id, out var task)) Exists(item, task);
            else if (item.Spec.Template.UniqueKey is not { } key) Create(item);
            else if (core.Claiming.TryGetValue(key, out var rival)) (rival.Twins ??= []).Add(item);
            else if (taken.GetValueOrDefault(key) is { } holder && holder.IsInTheWayOf(item.Spec.Id, core.Now)) Taken(item, holder.Task);
            else Create(item);
        }

        if (again is not null) Ask(again);
    }

    private bool TryAnswerFromMemory(SubmitItem item)
    {
        if (!core.Live.TryGetValue(item.Spec.Id, out var entity)) return false;
        if (entity.IsNew) (entity.Twins ??= []).Add(item);
        else Exists(item, entity.Task);
        return true;
    }

    /// <summary>A task of this id is durable already.</summary>
    public void Exists(SubmitItem item, TaskSnapshot task)
    {
        if (item.InboxPosition is { } row) core.Submit(new(null, null, null, StepEffect.None.Instance) { InboxRow = new(row, item.Spec.Id) });
        item.Ticket?.Settle(item.Index, new SubmitResult.Accepted(task, Created: false));
    }

    /// <summary>Another task that was on its way is durable now: the same one, or one that has the unique key.</summary>
    public void Made(SubmitItem twin, TaskSnapshot task)
    {
        if (twin.Spec.Id == task.Id) Exists(twin, task);
        else if (task.State.IsTerminal()) Ask([twin]);
        else Taken(twin, task.Id);
    }

    /// <summary>Another task has the unique key. Whoever waits for an answer hears of it; a task that was acknowledged already ends at once.</summary>
    public void Taken(SubmitItem item, TaskId holder)
    {
        item.Ticket?.Settle(item.Index, new SubmitResult.KeyTaken(item.Spec.Template.UniqueKey!, holder));
        if (item.InboxPosition is not { } row) return;
        var (created, ended) = UniqueRules.Duplicate(item.Spec, holder, core.Now);
        var entity = new TaskEntity(created.After) { IsNew = true };
        core.Live[entity.Id] = entity;
        core.Submit(new(entity, ended, ChangeKind.InsertArchived, StepEffect.None.Instance) { First = created, InboxRow = new(row, item.Spec.Id) });
    }

    /// <summary>The step that was to make a task can never be durable.</summary>
    public void Unmake(TaskEntity entity)
    {
        Claimed(entity);
        core.Forget(entity);
    }

    /// <summary>A task is made, or will not be: its key is not on its way any more.</summary>
    public void Claimed(TaskEntity entity)
    {
        if (entity.Task.Spec.Template.UniqueKey is { } key && core.Claiming.GetValueOrDefault(key) == entity) core.Claiming.Remove(key);
    }

    private void Create(SubmitItem item)
    {
        var step = TaskRules.Create(item.Spec);
        var entity = new TaskEntity(step.After) { IsNew = true };
        core.Live[entity.Id] = entity;
        if (item.Spec.Template.UniqueKey is { } key) core.Claiming[key] = entity;
        StepEffect effect = item.Ticket is { } ticket ? new StepEffect.AnswerSubmit(ticket, item.Index) : StepEffect.None.Instance;
        core.Submit(new(entity, step, ChangeKind.Insert, effect)
        {
            InboxRow = item.InboxPosition is { } row ? new(row, item.Spec.Id) : null,
            Followers = item.Spec.Part is { Edge: { } edge } part ? GatheringOf(item.Spec.Id, part, edge) : [],
        });
    }

    // A part says by itself who waits for it, so that nobody has to ask.
    private FollowerRow[] GatheringOf(TaskId id, TaskPart part, int edge)
    {
        var shard = ShardHash.Of(part.Of.Value, core.Services.Shards.Shards);
        core.AddFollowed(id, shard);
        return [new(id, part.Of, edge, shard)];
    }
}
