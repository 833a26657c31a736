using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Engine.Workers;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Sends batches, and turns what is durable into state and effects: replies, grants, acknowledgements.</summary>
internal sealed class CommitDesk(ShardCore core, CommandDesk commands, SubmitDesk submit, InboxDesk inbox, Action<ShardMessage> handle)
{
    private TimeSpan _resendAfter = core.Services.Settings.ResendMin;
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
        switch (outcome)
        {
            case CommitOutcome.Applied:
                _resendAfter = core.Services.Settings.ResendMin;
                Apply();
                break;
            case CommitOutcome.Fenced fenced:
                core.Services.Observer.ShardFenced(core.Term, fenced.Why);
                core.Context.StopSelf();
                break;
            case CommitOutcome.Refused { Transient: false } refused:
                DropPoison(refused.Why);
                break;
            case CommitOutcome.Refused refused:
                SendLater(refused.Why);
                break;
            case CommitOutcome.Unknown unknown:
                SendLater(unknown.Why);
                break;
            default:
                throw new InvalidOperationException($"unknown outcome {outcome.GetType().Name}");
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
        foreach (var step in core.Line.Unsettled()) Answer(step.Effect, null, "the shard is moving");
        foreach (var entity in core.Live.Values)
        {
            foreach (var twin in entity.Twins ?? []) twin.Ticket?.Fail(new SubmitReply.Unavailable("the shard is moving"));
            foreach (var message in entity.TakeDeferred() ?? [])
            {
                if (message is ShardMessage.Apply apply) apply.ReplyTo.Tell(new CommandReply.Unavailable("the shard is moving"));
            }
        }
    }

    private void Send(ShardBatch batch) => core.Context.PipeToSelf(
        core.Services.Store.CommitAsync(batch, core.Context.Stopped),
        batch,
        static (_, outcome) => new ShardMessage.Committed(outcome),
        static (_, fault) => new ShardMessage.Committed(new CommitOutcome.Unknown(fault.Message)));

    private void SendLater(string why)
    {
        core.Services.Observer.StoreTrouble(core.Term, "commit", why);
        core.Context.Timers.StartSingle("resend", ShardMessage.Resend.Instance, _resendAfter);
        var doubled = _resendAfter * 2;
        _resendAfter = doubled < core.Services.Settings.ResendMax ? doubled : core.Services.Settings.ResendMax;
    }

    private void Apply()
    {
        var consumed = core.Line.Sent!.ConsumedInbox;
        foreach (var step in core.Line.Applied())
        {
            Settle(step);
            core.Services.Transitions.Committed(step.Step.After, step.Step.Entry);
            Answer(step.Effect, step, null);
        }

        inbox.Gone(consumed);
        core.RequestFlush();
    }

    private void Settle(PendingStep step)
    {
        var entity = step.Entity;
        entity.Task = step.Step.After;
        entity.Busy = false;
        entity.IsNew = false;
        core.Reads.Touch(entity.Id);
        core.Place(entity);
        foreach (var twin in entity.TakeTwins() ?? []) submit.Exists(twin, entity.Task);
        foreach (var message in entity.TakeDeferred() ?? []) handle(message);
    }

    // Exactly one of done and problem is given.
    private void Answer(StepEffect effect, PendingStep? done, string? problem)
    {
        switch (effect)
        {
            case StepEffect.AnswerSubmit submitted when done is not null:
                submitted.Ticket.Settle(submitted.Index, done.Step.After, created: true);
                break;
            case StepEffect.AnswerSubmit submitted:
                submitted.Ticket.Fail(new SubmitReply.Unavailable(problem!));
                break;
            case StepEffect.AnswerCommand command:
                command.ReplyTo.Tell(done is not null ? new CommandReply.Done(done.Step.After) : new CommandReply.Unavailable(problem!));
                if (done is not null && done.Step.After.CancelRequested) commands.PassOnCancellation(done.Step.After);
                break;
            case StepEffect.Grant grant when done is not null:
                grant.Worker.Tell(new WorkerMessage.Run(done.Step.After, grant.Stamp, core.Context.Self));
                break;
            case StepEffect.Acknowledge ended when done is not null:
                ended.Worker.Tell(new WorkerMessage.Recorded(ended.Attempt));
                break;
        }
    }

    private void DropPoison(string why)
    {
        if (core.Line.Poisoned() is { } poison)
        {
            core.Services.Observer.StepPoisoned(core.Term, poison.Entity.Id, why);
            if (poison.Effect is StepEffect.AnswerSubmit submitted) submitted.Ticket.Fail(new SubmitReply.Refused(why));
            else Answer(poison.Effect, null, why);
            core.Forget(poison.Entity);
        }

        core.RequestFlush();
    }

    private void Release()
    {
        core.Context.PipeToSelf(
            core.Services.Ownership.ReleaseAsync(core.Term, core.Context.Stopped),
            static () => new ShardMessage.Released(),
            static _ => new ShardMessage.Released());
    }
}
