using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Shards;

namespace Akka.Scheduler.Engine.Limits;

/// <summary>Brings the tasks of a shard under the limits of their queues when these have changed: in one turn, before anything is said of it.</summary>
/// <remarks>What is open counts from then on, be it that its start or another step of it is still on its way; a permit that was granted under other terms is given back.</remarks>
internal sealed class QueueDesk(ShardCore core, PermitDesk permits)
{
    /// <summary>What the shard goes by.</summary>
    public QueueTerms Terms { get; } = new(core.Services.Queues);

    /// <summary>The node shows other settings, or the store has said what stood in it.</summary>
    public void Look()
    {
        Terms.Look();
        LookAtTasks();
    }

    /// <summary>A keeper says what is set for a queue.</summary>
    public void Learn(string queue, LimitTerms terms)
    {
        if (Terms.Learn(queue, terms)) LookAtTasks();
    }

    private void LookAtTasks()
    {
        foreach (var entity in core.Live.Values.ToArray())
        {
            // One that is looked at may push another one out of memory.
            if (core.Live.GetValueOrDefault(entity.Id) == entity) LookAt(entity);
        }

        permits.AnswerAsked();
    }

    private void LookAt(TaskEntity entity)
    {
        var terms = Terms.LimitOf(entity.Task.Spec.Template.Queue);
        if (entity.Task.State == TaskState.Running || entity.Starts) Count(entity, terms);
        else if (entity is { Busy: false, Resting: false }) LineUp(entity, terms);
    }

    private void Count(TaskEntity entity, LimitTerms? terms)
    {
        if (terms is { } set) permits.CountUnder(entity, set);
        else if (entity.Hold?.Queue is not null) permits.Waive(entity.Hold);
    }

    private void LineUp(TaskEntity entity, LimitTerms? terms)
    {
        if (entity.Hold is null && entity.Ready is null)
        {
            core.Place(entity);
            return;
        }

        var template = entity.Task.Spec.Template;
        var needs = (template.Limit is not null || terms is not null) && !core.Services.Queues.IsPaused(template.Queue);
        if (needs != entity.Hold is not null || (needs && !permits.Renew(entity.Hold!, terms))) permits.StandAnew(entity);
    }
}
