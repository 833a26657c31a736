using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Commits;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>Makes the singleton's decisions durable, answers who waits for them, and hints to the shards whose inbox has gained.</summary>
/// <param name="acquired">The term.</param>
/// <param name="services">What it works with.</param>
/// <param name="context">The singleton's.</param>
/// <param name="settled">Hears of each step that is durable (<see langword="true"/>) or was dropped.</param>
internal sealed class ScheduleCommitDesk(
    AcquiredShard acquired, SchedulerServices services, IActorContext<SchedulerMessage> context, Action<ScheduleStep, bool> settled)
{
    private readonly CommitLine<ScheduleStep, ScheduleBatch> _line =
        new(acquired, services.Commits, new ScheduleBatchBuilder(acquired.Term, context.Ids, services.Shards.Shards).Build);

    private bool _flushRequested;
    private bool _handingOff;

    public void Add(ScheduleStep step)
    {
        _line.Add(step);
        RequestFlush();
    }

    public void Flush()
    {
        _flushRequested = false;
        if (_line.Close() is { } batch) Send(batch);
        else if (_handingOff && _line.IsIdle) Release();
    }

    public void SendAgain()
    {
        if (_line.Sent is { } batch) Send(batch);
    }

    public void Settle(CommitOutcome outcome)
    {
        switch (_line.Settle(outcome))
        {
            case CommitVerdict<ScheduleStep>.Durable durable:
                Hint(durable.Steps);
                foreach (var step in durable.Steps) Finish(step, step.Reply, true);
                RequestFlush();
                break;
            case CommitVerdict<ScheduleStep>.Fenced fenced:
                services.Observer.ShardFenced(acquired.Term, fenced.Why);
                context.StopSelf();
                break;
            case CommitVerdict<ScheduleStep>.Again again:
                services.Observer.StoreTrouble(acquired.Term, "commit", again.Why);
                context.Timers.StartSingle("resend", SchedulerMessage.Resend.Instance, again.After);
                break;
            case CommitVerdict<ScheduleStep>.Poison poison:
                services.Observer.ScheduleTrouble(poison.Step.Entity.Id.Value, poison.Why);
                Finish(poison.Step, new ScheduleReply.Refused(poison.Why), false);
                RequestFlush();
                break;
            default:
                RequestFlush();
                break;
        }
    }

    public void HandOff()
    {
        _handingOff = true;
        RequestFlush();
    }

    public void AbandonAll()
    {
        foreach (var step in _line.Unsettled()) step.ReplyTo?.Tell(new ScheduleReply.Unavailable("the scheduler is moving"));
    }

    private void Finish(ScheduleStep step, ScheduleReply? reply, bool durable)
    {
        if (reply is not null) step.ReplyTo?.Tell(reply);
        settled(step, durable);
    }

    private void Hint(IReadOnlyList<ScheduleStep> steps)
    {
        foreach (var shard in steps.SelectMany(step => step.Tasks).Select(task => ShardHash.Of(task.Id.Value, services.Shards.Shards)).Distinct())
            services.Shards.Find(shard)?.Tell(ShardMessage.InboxHasRows.Instance);
    }

    private void Send(ScheduleBatch batch) => context.PipeToSelf(
        services.Store.CommitAsync(batch, context.Stopped),
        batch,
        static (_, outcome) => new SchedulerMessage.Committed(outcome),
        static (_, fault) => new SchedulerMessage.Committed(new CommitOutcome.Unknown(fault.Message)));

    private void RequestFlush()
    {
        if (_flushRequested) return;
        _flushRequested = true;
        if (!context.Self.TryTell(SchedulerMessage.Flush.Instance))
            context.PipeToSelf(Task.CompletedTask, static () => SchedulerMessage.Flush.Instance, static _ => SchedulerMessage.Flush.Instance);
    }

    private void Release() => context.PipeToSelf(
        services.Ownership.ReleaseAsync(acquired.Term, _line.LastBatch, context.Stopped),
        static () => new SchedulerMessage.Released(),
        static _ => new SchedulerMessage.Released());
}
