using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Commits;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Takes the steps out of a batch whose unique keys other tasks have; what remains leaves as another batch.</summary>
internal sealed class KeyDesk(ShardCore core, SubmitDesk submit, Action<ShardMessage> handle)
{
    public void Settle(CommitVerdict<PendingStep>.Taken taken)
    {
        var holders = new Dictionary<TaskId, TakenKey>();
        foreach (var key in taken.Keys) holders.TryAdd(key.Task, key);
        var refused = taken.Steps.Where(step => step.Entity is { } entity && holders.ContainsKey(entity.Id)).ToList();
        core.Line.PutFirst([.. taken.Steps.Except(refused)]);
        foreach (var step in refused) Refuse(step, step.Entity!, holders[step.Entity!.Id]);
    }

    private void Refuse(PendingStep step, TaskEntity entity, TakenKey taken)
    {
        entity.Busy = false;
        if (step.Parts.Count > 0) core.Splits.Dropped(step.Parts);
        if (entity.IsNew)
        {
            submit.Unmake(entity);
            var (ticket, index) = step.Effect is StepEffect.AnswerSubmit answer ? (answer.Ticket, answer.Index) : (null, 0);
            submit.Taken(new(entity.Task.Spec, ticket, index, step.InboxRow?.Position), taken.Holder);
            if (entity.TakeTwins() is { } twins) submit.Ask(twins);
        }
        else
        {
            // Only a finished task that is to run again claims anew.
            core.Place(entity);
            if (step.Effect is StepEffect.AnswerCommand command) command.ReplyTo.Tell(new CommandReply.KeyTaken(taken.Key, taken.Holder));
        }

        foreach (var message in entity.TakeDeferred() ?? []) handle(message);
    }
}
