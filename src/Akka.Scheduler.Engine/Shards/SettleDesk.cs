using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Records in tasks that wait what has ended. The signals that said so leave in the same commit.</summary>
internal sealed class SettleDesk(ShardCore core)
{
    public void Take(IReadOnlyList<ShardMessage.Settle> news)
    {
        List<ShardMessage.Settle>? unknown = null;
        foreach (var each in news)
        {
            if (!core.Live.TryGetValue(each.Child, out var entity)) (unknown ??= []).Add(each);
            else if (entity.Busy || entity.Resting) entity.Defer(each);
            else Decide(entity, each);
        }

        if (unknown is not null) LookUp(unknown);
    }

    public void Found(ShardLookup.ForSettle lookup, IReadOnlyList<TaskSnapshot> tasks)
    {
        var found = tasks.ToDictionary(task => task.Id);
        List<ShardMessage.Settle>? again = null;
        foreach (var each in lookup.News)
        {
            if (core.Live.ContainsKey(each.Child)) Take([each]);
            else if (lookup.Ticket.IsStale(each.Child)) (again ??= []).Add(each);
            else if (found.TryGetValue(each.Child, out var task)) Decide(new(task), each);
            else Consume(each.Signals);
        }

        if (again is not null) LookUp(again);
    }

    private void Decide(TaskEntity entity, ShardMessage.Settle news)
    {
        if (DependencyRules.Settle(entity.Task, news.News, core.Now) is not { } step)
        {
            Consume(news.Signals);
            return;
        }

        core.Live[entity.Id] = entity;
        core.Submit(new(entity, step, AttemptDesk.KindOf(step.After), StepEffect.None.Instance) { Signals = news.Signals });
    }

    // They are no news: the task has ended, was redriven, or knows it already.
    private void Consume(IReadOnlyList<SignalRow> signals)
    {
        if (signals.Count > 0) core.Submit(new(null, null, null, StepEffect.None.Instance) { Signals = signals });
    }

    private void LookUp(List<ShardMessage.Settle> news) => core.Reader.Read(new ShardRead.Lookup(
        new ShardLookup.ForSettle([.. news.Select(each => each.Child).Distinct()], news) { Ticket = core.Reads.Begin() }));
}
