using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Engine.Workers;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Carries out commands on existing tasks: cancel, redrive, change.</summary>
internal sealed class CommandDesk(ShardCore core)
{
    public void Take(ShardMessage.Apply apply)
    {
        if (!core.Live.TryGetValue(apply.Task, out var entity)) LookUp(apply.Task, apply);
        else if (entity.Busy) entity.Defer(apply);
        else Decide(entity, apply);
    }

    /// <summary>The task is not in memory: asks the store, and hands it the message then.</summary>
    public void LookUp(TaskId task, ShardMessage message) =>
        core.Reader.Read(new ShardRead.Lookup(new ShardLookup.ForMessage(task, message) { Ticket = core.Reads.Begin() }));

    public void Found(ShardLookup.ForMessage lookup, IReadOnlyList<TaskSnapshot> tasks, Action<ShardMessage> handle)
    {
        if (core.Live.ContainsKey(lookup.Id)) handle(lookup.Message);
        else if (lookup.Ticket.IsStale(lookup.Id)) LookUp(lookup.Id, lookup.Message);
        else if (lookup.Message is ShardMessage.Apply apply) Answer(apply, tasks);
    }

    private void Answer(ShardMessage.Apply apply, IReadOnlyList<TaskSnapshot> tasks)
    {
        if (tasks.Count == 0) apply.ReplyTo.Tell(new CommandReply.NotFound());
        else Decide(new(tasks[0]), apply);
    }

    private void Decide(TaskEntity entity, ShardMessage.Apply apply)
    {
        var task = entity.Task;
        var rerun = apply.Command is TaskCommand.Redrive ? SplitRounds.RunAgain(task, core.Now) : null;
        if (rerun is not null && core.Splits.IsFull)
        {
            apply.ReplyTo.Tell(new CommandReply.Unavailable("many parts are being made"));
            return;
        }

        var step = rerun?.Step ?? apply.Command switch
        {
            TaskCommand.Cancel cancel => TaskRules.Cancel(task, cancel.Why, core.Now, core.Services.Settings.CancelGrace),
            TaskCommand.Replace replace => UniqueRules.Replace(task, replace.Successor, core.Now),
            TaskCommand.Redrive => TaskRules.Redrive(task, core.Now),
            TaskCommand.Change change => TaskRules.Change(task, change.Patch, core.Now),
            _ => throw new InvalidOperationException($"unknown command {apply.Command.GetType().Name}"),
        };
        if (step is null)
        {
            apply.ReplyTo.Tell(Refusal(task, apply.Command));
            return;
        }

        core.Live[entity.Id] = entity;
        core.Submit(new(entity, step, KindOf(task, step.After, apply.Command), new StepEffect.AnswerCommand(apply.ReplyTo))
        {
            Parts = rerun is null ? [] : core.Splits.Emit(rerun.Parts),
        });
    }

    /// <summary>Tells the worker of a running attempt that its task is to be cancelled.</summary>
    public void PassOnCancellation(TaskSnapshot task)
    {
        if (task.Open is { } open) core.Services.Workers.Find(open.Worker)?.Tell(new WorkerMessage.Stop(open.Id, StopCause.Cancelled));
    }

    private static ChangeKind KindOf(TaskSnapshot before, TaskSnapshot after, TaskCommand command) => command switch
    {
        TaskCommand.Redrive => ChangeKind.Restore,
        TaskCommand.Change => ChangeKind.UpdateAll,
        _ => after.State.IsTerminal() && !before.State.IsTerminal() ? ChangeKind.Archive : ChangeKind.UpdateState,
    };

    private static CommandReply Refusal(TaskSnapshot task, TaskCommand command) => command switch
    {
        TaskCommand.Cancel when task.CancelRequested && !task.State.IsTerminal() => new CommandReply.Done(task),
        TaskCommand.Cancel when task.State == TaskState.Cancelled => new CommandReply.Done(task),
        TaskCommand.Cancel => new CommandReply.Conflict(task, $"the task is {TaskStatusText.Of(task.State)} already"),
        TaskCommand.Replace when SplitRules.HasParts(task) => new CommandReply.Conflict(task, "its parts run, and only one that waits can be replaced"),
        TaskCommand.Replace => new CommandReply.Conflict(task, $"the task is {TaskStatusText.Of(task.State)}, and only one that waits can be replaced"),
        TaskCommand.Redrive when task.State.IsTerminal() => new CommandReply.Conflict(task, SplitRounds.Refusal(task)),
        TaskCommand.Redrive => new CommandReply.Conflict(task, $"only a finished task can be run again, and this one is {TaskStatusText.Of(task.State)}"),
        _ when task.State.IsTerminal() => new CommandReply.Conflict(task, $"the task is {TaskStatusText.Of(task.State)} already"),
        TaskCommand.Change { Patch.DueAt: { } due } when due >= task.Spec.Deadline => new CommandReply.Conflict(task, "dueAt must lie before the deadline"),
        _ => new CommandReply.Conflict(task, "dueAt can change only before the task has started"),
    };
}
