using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Commits;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Engine.Workers;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Sends batches, and turns what is durable into state and effects: replies, grants, acknowledgements.</summary>
internal sealed class CommitDesk(ShardCore core, CommitHearers hearers, Action<ShardMessage> handle)
{
    private readonly KeyDesk _keys = new(core, hearers.Submit, handle);
    private const string Moving = "the shard is moving";
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(5);
    private bool _handingOff;

    /// <summary>Sends the next batch, unless one is on its way.</summary>
    public void Flush()
    {
        core.FlushTaken();
        if (core.Line.Close() is { } batch) Send(batch);
        else if (_handingOff && core.Line.IsIdle) Release();
    }

    /// <summary>Sends the batch on its way once more: its end is unknown, or the store was not there.</summary>
    public void SendAgain()
    {
        if (core.Line.Sent is { } batch) Send(batch);
    }

    /// <summary>The end of the batch on its way.</summary>
    public void Settle(CommitOutcome outcome)
    {
        switch (core.Line.Settle(outcome))
        {
            case CommitVerdict<PendingStep>.Durable durable:
                foreach (var step in durable.Steps) Apply(step);
                core.RequestFlush();
                break;
            case CommitVerdict<PendingStep>.Fenced fenced:
                core.Services.Observer.ShardFenced(core.Term, fenced.Why);
                core.Context.StopSelf();
                break;
            case CommitVerdict<PendingStep>.Again again:
                core.Services.Observer.StoreTrouble(core.Term, "commit", again.Why);
                core.Context.Timers.StartSingle("resend", ShardMessage.Resend.Instance, again.After);
                break;
            case CommitVerdict<PendingStep>.Taken taken:
                _keys.Settle(taken);
                core.RequestFlush();
                break;
            case CommitVerdict<PendingStep>.Poison poison:
                Drop(poison.Step, poison.Why);
                core.RequestFlush();
                break;
            default:
                core.RequestFlush();
                break;
        }
    }

    /// <summary>Flushes, releases the shard and stops.</summary>
    public void HandOff()
    {
        _handingOff = true;
        core.RequestFlush();
    }

    /// <summary>The shard stops: everybody who waits for something that is not durable is told that nobody knows.</summary>
    public void AbandonAll()
    {
        foreach (var step in core.Line.Unsettled()) TellUnknown(step.Effect, Moving);
        foreach (var entity in core.Live.Values)
        {
            foreach (var twin in entity.TakeTwins() ?? []) twin.Ticket?.Settle(twin.Index, new SubmitResult.Unavailable(Moving));
            foreach (var message in entity.TakeDeferred() ?? [])
            {
                if (message is ShardMessage.Apply apply) apply.ReplyTo.Tell(new CommandReply.Unavailable(Moving));
            }
        }
    }

    private void Send(ShardBatch batch) => core.Context.PipeToSelf(
        core.Services.Store.CommitAsync(batch, core.Context.Stopped),
        batch,
        static (_, outcome) => new ShardMessage.Committed(outcome),
        static (_, fault) => new ShardMessage.Committed(new CommitOutcome.Unknown(fault.Message)));

    private void Apply(PendingStep step)
    {
        if (step.Entity is { } entity)
        {
            var before = entity.Task;
            SettleEntity(entity, step.Step!.After);
            if (step.First is { } first) core.Services.Transitions.Committed(before, first.After, first.Entry);
            core.Services.Transitions.Committed(step.First?.After ?? before, step.Step.After, step.Step.Entry);
            TellDurable(step.Effect, step.Step.After);
            HandleDeferred(entity);
        }

        if (step.InboxRow is { } row) hearers.Inbox.Gone(row.Position);
        if (step.Signals.Count > 0) hearers.Signals.Gone(step.Signals);
        if (step.Parts.Count > 0) core.Splits.Emitted(step.Parts);
        if (step.Effect is StepEffect.AnswerFollow) hearers.Followers.Answer(step.Followers);
    }

    private void SettleEntity(TaskEntity entity, TaskSnapshot task)
    {
        entity.Task = task;
        entity.Busy = entity.Starts = false;
        if (entity.IsNew) hearers.Submit.Claimed(entity);
        entity.IsNew = false;
        entity.Dropped = 0;
        core.Reads.Touch(entity.Id);
        core.Place(entity);
        if (task.Spec.Dependencies is not null)
        {
            hearers.Dependencies.Note(task);
            hearers.Parts.Note(task);
        }

        if (task.State.IsTerminal()) hearers.Followers.Ended(task.Id);
        if (entity.TakeTwins() is not { } twins) return;
        foreach (var twin in twins) hearers.Submit.Made(twin, task);
    }

    private void HandleDeferred(TaskEntity entity)
    {
        if (entity.TakeDeferred() is not { } deferred) return;
        foreach (var message in deferred) handle(message);
    }

    private void TellDurable(StepEffect effect, TaskSnapshot task)
    {
        switch (effect)
        {
            case StepEffect.AnswerSubmit submitted:
                submitted.Ticket.Settle(submitted.Index, new SubmitResult.Accepted(task, Created: true));
                break;
            case StepEffect.AnswerCommand command:
                command.ReplyTo.Tell(new CommandReply.Done(task));
                if (task.CancelRequested) hearers.Commands.PassOnCancellation(task);
                break;
            case StepEffect.PassOn when task.CancelRequested:
                hearers.Commands.PassOnCancellation(task);
                break;
            case StepEffect.Grant grant:
                grant.Worker.Tell(new WorkerMessage.Run(task, grant.Stamp, core.Context.Self));
                break;
            case StepEffect.Acknowledge ended:
                ended.Worker.Tell(new WorkerMessage.Recorded(ended.Attempt));
                break;
        }
    }

    private static void TellUnknown(StepEffect effect, string why)
    {
        if (effect is StepEffect.AnswerSubmit submitted) submitted.Ticket.Settle(submitted.Index, new SubmitResult.Unavailable(why));
        else if (effect is StepEffect.AnswerCommand command) command.ReplyTo.Tell(new CommandReply.Unavailable(why));
    }

    /// <summary>A task whose step was dropped has rested.</summary>
    public void Rested(TaskEntity entity)
    {
        if (core.Live.GetValueOrDefault(entity.Id) != entity) return;
        entity.Resting = false;
        if (entity.Busy) return;
        core.Place(entity);
        HandleDeferred(entity);
    }

    // A task that was to be made is forgotten. Any other stays as it is committed, and rests before it is tried again, twice as long each time.
    private void Drop(PendingStep step, string why)
    {
        if (step.InboxRow is { } row) hearers.Inbox.Leave(row.Position);
        if (step.Signals.Count > 0) hearers.Signals.Leave(step.Signals);
        if (step.Parts.Count > 0) core.Splits.Dropped(step.Parts);
        if (step.Entity is not { } entity) return;
        core.Services.Observer.StepPoisoned(core.Term, entity.Id, why);
        if (step.Effect is StepEffect.AnswerSubmit submitted) submitted.Ticket.Settle(submitted.Index, new SubmitResult.Refused(why));
        else TellUnknown(step.Effect, why);
        entity.Ended = null;
        if (!entity.IsNew)
        {
            // Nobody repeats a command but its sender, so only what the task itself is owed waits.
            Stay(entity, rests: step.Effect is not StepEffect.AnswerCommand);
            return;
        }

        hearers.Submit.Unmake(entity);
        foreach (var twin in entity.TakeTwins() ?? [])
        {
            if (twin.Spec.Id != entity.Id)
            {
                // It waited for the outcome of a rival for its unique key.
                hearers.Submit.Ask([twin]);
                continue;
            }

            twin.Ticket?.Settle(twin.Index, new SubmitResult.Refused(why));
            if (twin.InboxPosition is { } waiting) hearers.Inbox.Leave(waiting);
        }

        HandleDeferred(entity);
    }

    private void Stay(TaskEntity entity, bool rests)
    {
        entity.Busy = entity.Starts = false;
        entity.Resting |= rests;
        core.Place(entity);
        if (rests && core.Live.GetValueOrDefault(entity.Id) == entity)
        {
            var rest = FirstRest * Math.Pow(2, Math.Min(entity.Dropped++, 16));
            core.Context.Timers.StartSingle($"rest-{entity.Id}", new ShardMessage.Rested(entity), rest < LongestRest ? rest : LongestRest);
        }

        HandleDeferred(entity);
    }

    private void Release() => core.Context.PipeToSelf(
        core.Services.Ownership.ReleaseAsync(core.Term, core.Line.LastBatch, core.Context.Stopped),
        static () => new ShardMessage.Released(),
        static _ => new ShardMessage.Released());
}
