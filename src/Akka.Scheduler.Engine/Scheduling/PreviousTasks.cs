using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>What the singleton has to do with the tasks that it made: asks the store how they stand, and has them cancelled.</summary>
/// <remarks>
/// Whether a task has finished is read from the store, every time anew: no hint can be lost, and a new leader knows as much as the old one. A
/// cancellation that does not arrive is said again, for as long as the task lives and somebody waits for its end.
/// </remarks>
internal sealed class PreviousTasks(SchedulerServices services, IActorContext<SchedulerMessage> context)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Asks the store what has to be known about these schedules.</summary>
    public void Ask(IReadOnlyList<ScheduleWork> work) => context.PipeToSelf(
        KnownAsync(work, context.Stopped),
        work,
        static (of, facts) => new SchedulerMessage.Known(of, facts),
        static (of, fault) => new SchedulerMessage.QuestionFailed(of, fault.Message));

    /// <summary>Cancels the task that an instant of its schedule waits for.</summary>
    public void Cancel(TaskId task, ScheduleId schedule)
    {
        if (services.Shards.Find(ShardHash.Of(task.Value, services.Shards.Shards)) is not { } shard) return;
        var why = $"the next instant of schedule {schedule} has come, and its overlap is cancelPrevious";
        context.PipeToSelf(
            shard.Ask<ShardMessage, CommandReply>(replyTo => new ShardMessage.Apply(task, new TaskCommand.Cancel(why), replyTo), Patience, context.Time, context.Stopped),
            static _ => SchedulerMessage.CancelAnswered.Instance,
            static _ => SchedulerMessage.CancelAnswered.Instance);
    }

    // Everything that belongs to the actor is read before the first wait.
    private Task<KnownFacts> KnownAsync(IReadOnlyList<ScheduleWork> work, CancellationToken cancel)
    {
        TaskId[] previous = [.. work.Select(item => item.Entity.Cursor!.LastTask).OfType<TaskId>()];
        foreach (var item in work)
        {
            if (item.Command?.Command is ScheduleCommand.Backfill backfill)
                return KnownAsync(previous, backfill.Id, ScheduleFilling.Instants(item.Entity.Schedule!, backfill), cancel);
        }

        return KnownAsync(previous, default, [], cancel);
    }

    private async Task<KnownFacts> KnownAsync(TaskId[] previous, ScheduleId schedule, IReadOnlyList<DateTimeOffset> instants, CancellationToken cancel)
    {
        var live = previous.Length == 0 ? [] : await services.Store.LiveAsync(previous, cancel);
        var made = instants.Count == 0 ? [] : await services.Store.MadeAsync(schedule.Value, instants, cancel);
        return new(live.ToHashSet(), made.ToHashSet());
    }
}
