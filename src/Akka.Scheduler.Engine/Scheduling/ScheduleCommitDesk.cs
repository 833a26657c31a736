using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Commits;
using Akka.Scheduler.Engine.Gates;
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
    AcquiredShard acquired, SchedulerServices services, IActorContext<SchedulerMessage> context, Action<SchedulerStep, bool> settled)
{
    private readonly CommitLine<SchedulerStep, ScheduleBatch> _line =
        new(acquired, services.Commits, new ScheduleBatchBuilder(acquired.Term, context.Ids, services.Shards.Shards).Build);

    private bool _flushRequested;
    private bool _handingOff;

    public void Add(SchedulerStep step)
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
            case CommitVerdict<SchedulerStep>.Durable durable:
                Hint(durable.Steps);
                foreach (var step in durable.Steps)
                {
                    step.AnswerDone();
                    settled(step, true);
                }

                RequestFlush();
                break;
            case CommitVerdict<SchedulerStep>.Fenced fenced:
                services.Observer.ShardFenced(acquired.Term, fenced.Why);
                context.StopSelf();
                break;
            case CommitVerdict<SchedulerStep>.Again again:
                services.Observer.StoreTrouble(acquired.Term, "commit", again.Why);
                context.Timers.StartSingle("resend", SchedulerMessage.Resend.Instance, again.After);
                break;
            case CommitVerdict<SchedulerStep>.Poison poison:
                services.Observer.ScheduleTrouble(poison.Step.Subject, poison.Why);
                poison.Step.AnswerRefused(poison.Why);
                settled(poison.Step, false);
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
        foreach (var step in _line.Unsettled()) step.AnswerUnavailable(ShardRefusals.SchedulerMoves);
    }

    private void Hint(IReadOnlyList<SchedulerStep> steps)
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
