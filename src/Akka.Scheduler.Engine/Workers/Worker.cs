using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Workers;

/// <summary>Runs attempts in bounded slots, and keeps how they ended until that is recorded.</summary>
/// <remarks>
/// <para>It offers its free slots as credits (<see cref="CreditBook"/>) and runs what comes back on them, never more and never late.</para>
/// <para>An end is told to the owner again and again until it answers; after a shard has moved, to the new owner.</para>
/// </remarks>
public sealed class Worker(WorkerId id, WorkerSettings settings, WorkerServices services) : Actor<WorkerMessage>
{
    private readonly Dictionary<AttemptId, RunningAttempt> _running = [];
    private readonly Dictionary<AttemptId, RunningAttempt> _unrecorded = [];
    private readonly CreditBook _credits = new();
    private AttemptRunner _runner = null!;
    private WorkerDrain? _drain;
    private int _capacity = settings.Capacity;
    private long _stamp;
    private bool _offerRequested;

    /// <inheritdoc/>
    protected override void OnStart()
    {
        _runner = new(services.Executors, settings, services.Logs, services.Offload, Context.Time);
        _stamp = Context.Time.GetTimestamp();
        Context.Timers.StartPeriodic("tick", WorkerMessage.Tick.Instance, settings.Tick);
        OfferSlots();
    }

    /// <inheritdoc/>
    protected override void OnStop()
    {
        foreach (var attempt in _running.Values) attempt.Stop(StopCause.WorkerStops);
    }

    /// <inheritdoc/>
    protected override void Receive(WorkerMessage message)
    {
        switch (message)
        {
            case WorkerMessage.Run run: Take(run); break;
            case WorkerMessage.Ended ended: Report(ended.Attempt, ended.Outcome); break;
            case WorkerMessage.Recorded recorded: Forget(recorded.Attempt); break;
            case WorkerMessage.Stop stop: _running.GetValueOrDefault(stop.Attempt)?.Stop(stop.Why); break;
            case WorkerMessage.Reattach reattach: Reattach(reattach); break;
            case WorkerMessage.OfferSlots: OfferSlots(); break;
            case WorkerMessage.DispatcherSaysHeld held: _credits.Move(held.Held, held.Stamp); break;
            case WorkerMessage.CreditsBack back: TakeBack(back.Held); break;
            case WorkerMessage.Tick: Tick(); break;
            case WorkerMessage.SetCapacity set: SetCapacity(set.Capacity); break;
            case WorkerMessage.Describe describe: describe.ReplyTo.Tell(Status()); break;
            case WorkerMessage.Drain drain: Drain(drain); break;
            case WorkerMessage.DrainOver: StopRest(); break;
            default: throw new InvalidOperationException($"unknown message {message.GetType().Name}");
        }
    }

    private void Take(WorkerMessage.Run run)
    {
        _credits.Return(run.Stamp, 1);
        var attempt = _runner.Open(run);
        if (Refusal(run) is { } why)
        {
            Report(attempt, new AttemptOutcome.NotRun(why));
            return;
        }

        _running.Add(attempt.Id, attempt);
        var outcome = _runner.Run(attempt);
        if (outcome.IsCompletedSuccessfully) Report(attempt, outcome.Result);
        else Context.PipeToSelf(outcome, attempt, static (of, end) => new WorkerMessage.Ended(of, end), static (of, fault) => new WorkerMessage.Ended(of, Broken(fault)));
    }

    private string? Refusal(WorkerMessage.Run run)
    {
        if (_drain is not null) return "the worker is draining";
        if (Context.Time.GetElapsedTime(run.Stamp) > settings.GrantLimit) return "the grant came too late";
        return _running.Count >= _capacity ? "the worker is full" : null;
    }

    private static AttemptOutcome.Failed Broken(Exception fault) => new($"{fault.GetType().Name}: {fault.Message}", null);

    private void Report(RunningAttempt attempt, AttemptOutcome outcome)
    {
        _running.Remove(attempt.Id);
        attempt.Outcome = outcome;
        attempt.Dispose();
        _unrecorded[attempt.Id] = attempt;
        Tell(attempt);
        RequestOffer();
        AnswerDrain();
    }

    private void Tell(RunningAttempt attempt) =>
        attempt.Owner.Tell(new ShardMessage.AttemptEnded(attempt.Task.Id, attempt.Id, attempt.Outcome!, Context.Self));

    private void Forget(AttemptId attempt)
    {
        _unrecorded.Remove(attempt);
        AnswerDrain();
    }

    private void Reattach(WorkerMessage.Reattach reattach)
    {
        foreach (var open in reattach.Attempts)
        {
            if (_running.TryGetValue(open.Attempt, out var running)) running.Owner = reattach.Owner;
            else if (_unrecorded.TryGetValue(open.Attempt, out var ended)) TellNewOwner(ended, reattach.Owner);
            else reattach.Owner.Tell(new ShardMessage.AttemptUnknown(open.Task, open.Attempt));
        }
    }

    private void TellNewOwner(RunningAttempt ended, ActorRef<ShardMessage> owner)
    {
        ended.Owner = owner;
        Tell(ended);
    }

    // Slots that fall free while the mailbox is worked off are offered together.
    private void RequestOffer()
    {
        if (_offerRequested) return;
        _offerRequested = Context.Self.TryTell(WorkerMessage.OfferSlots.Instance);
        if (!_offerRequested) OfferSlots();
    }

    private void OfferSlots()
    {
        _offerRequested = false;
        var free = _capacity - _running.Count - _credits.Outstanding;
        if (free <= 0 || _drain is not null || _unrecorded.Count >= settings.MaxUnrecorded) return;
        _credits.Issue(_stamp, free);
        services.Dispatcher.Tell(new DispatcherMessage.Offer(new(id, Context.Self, _stamp, free)));
    }

    private void Tick()
    {
        _stamp = Context.Time.GetTimestamp();
        var limit = _stamp - (long)(settings.GrantLimit.TotalSeconds * Context.Time.TimestampFrequency);
        _credits.StrikeOut(limit);
        services.Dispatcher.Tell(new DispatcherMessage.Restamp(id, _stamp, limit));
        foreach (var ended in _unrecorded.Values)
        {
            if (ended.ReportedBefore) Tell(ended);
            ended.ReportedBefore = true;
        }

        OfferSlots();
        AnswerDrain();
    }

    private void TakeBack(IReadOnlyList<HeldCredits> held)
    {
        foreach (var (stamp, count) in held) _credits.Return(stamp, count);
        OfferSlots();
        AnswerDrain();
    }

    private void SetCapacity(int capacity)
    {
        // A credit that is out cannot be called back one by one; all are, and what is free now is offered anew under another stamp.
        _capacity = capacity;
        _stamp = Math.Max(_stamp + 1, Context.Time.GetTimestamp());
        services.Dispatcher.Tell(new DispatcherMessage.Withdraw(id));
        _credits.StrikeOut(long.MaxValue);
        OfferSlots();
    }

    private WorkerStatus Status() => new(id, _capacity, _running.Count, _unrecorded.Count, _drain is not null);

    private void Drain(WorkerMessage.Drain drain)
    {
        _drain = new(drain.ReplyTo);
        services.Dispatcher.Tell(new DispatcherMessage.Withdraw(id));
        Context.Timers.StartSingle("drain", new WorkerMessage.DrainOver(), drain.Grace);
        AnswerDrain();
    }

    private void StopRest()
    {
        _drain!.Stopped = _running.Count;
        foreach (var attempt in _running.Values.ToArray()) attempt.Stop(StopCause.WorkerStops);
    }

    // While a credit is out, an attempt may have been opened on it that must still be given back.
    private void AnswerDrain()
    {
        if (_drain is null || _running.Count + _unrecorded.Count + _credits.Outstanding > 0) return;
        Context.Timers.Cancel("drain");
        _drain.Answer();
    }
}
