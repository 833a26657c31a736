using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Workers;

/// <summary>Runs attempts in bounded slots, and keeps how they ended until that is recorded.</summary>
/// <remarks>
/// <para>It offers its free slots as credits (<see cref="CreditLedger"/>) and runs what comes back on them, never more, never late, and none twice.</para>
/// <para>While its node does not trust its lease it starts nothing and gives no credits; what runs goes on.</para>
/// <para>An attempt that does not end although it was told to loses its slot, so that it keeps nobody else from running; what it says at last is
/// reported like any end, and most likely refused.</para>
/// <para>An end is told to the owner again and again until it answers; after a shard has moved, to the new owner.</para>
/// </remarks>
public sealed class Worker(WorkerId id, WorkerSettings settings, WorkerServices services) : Actor<WorkerMessage>
{
    private readonly Dictionary<AttemptId, RunningAttempt> _running = [];
    private readonly Dictionary<AttemptId, RunningAttempt> _abandoned = [];
    private readonly Dictionary<AttemptId, RunningAttempt> _unrecorded = [];
    private readonly CreditLedger _credits = new();
    private AttemptRunner _runner = null!;
    private RecentAttempts _recent = null!;
    private WorkerProfile _profile = null!;
    private WorkerDrain? _drain;
    private int _capacity = settings.Capacity;
    private bool _offerRequested;
    private CancellationTokenRegistration _lost;

    /// <inheritdoc/>
    protected override void OnStart()
    {
        _runner = new(services, settings, Context.Time);
        _recent = new(settings.GrantLimit, Context.Time);
        _profile = new(settings.Weight, settings.Labels, services.Executors.Names);
        var self = Context.Self;
        _lost = services.Lease.Lost.Register(() => self.Tell(WorkerMessage.LeaseLost.Instance));
        _credits.Seat(services.Dispatchers, Context.Time.GetTimestamp());
        Context.Timers.StartPeriodic("tick", WorkerMessage.Tick.Instance, settings.Tick);
        OfferSlots();
    }

    /// <inheritdoc/>
    protected override void OnStop()
    {
        _lost.Dispose();
        StopRunning();
    }

    /// <inheritdoc/>
    protected override void Receive(WorkerMessage message)
    {
        switch (message)
        {
            case WorkerMessage.Run run: Take(run); break;
            case WorkerMessage.Ended ended: End(ended); break;
            case WorkerMessage.Recorded recorded: Forget(recorded.Attempt); break;
            case WorkerMessage.Stop stop: Stop(stop); break;
            case WorkerMessage.Reattach reattach: Reattach(reattach); break;
            case WorkerMessage.OfferSlots: OfferSlots(); break;
            case WorkerMessage.Standing standing: Hear(standing); break;
            case WorkerMessage.DispatchersChanged changed: Seat(changed.Dispatchers); break;
            case WorkerMessage.Tick: Tick(); break;
            case WorkerMessage.SetCapacity set: SetCapacity(set.Capacity); break;
            case WorkerMessage.SetWeight set: SetWeight(set.Weight); break;
            case WorkerMessage.LeaseLost: StopRunning(); break;
            case WorkerMessage.Describe describe: describe.ReplyTo.Tell(Status()); break;
            case WorkerMessage.Drain drain: Drain(drain); break;
            case WorkerMessage.Resume: Resume(); break;
            case WorkerMessage.DrainOver: StopRest(); break;
            default: throw new InvalidOperationException($"unknown message {message.GetType().Name}");
        }
    }

    private void Take(WorkerMessage.Run run)
    {
        var id = run.Task.Open!.Id;
        if (_running.ContainsKey(id) || _abandoned.ContainsKey(id) || _unrecorded.ContainsKey(id) || _recent.Contains(id)) return;
        var attempt = _runner.Open(run);
        if (Refusal(run) is { } why)
        {
            Report(attempt, new AttemptOutcome.NotRun(why));
            return;
        }

        var outcome = _runner.Run(attempt);
        if (outcome.IsCompletedSuccessfully)
        {
            Report(attempt, outcome.Result);
            return;
        }

        _running.Add(id, attempt);
        Context.PipeToSelf(outcome, attempt, static (of, end) => new WorkerMessage.Ended(of, end), static (of, fault) => new WorkerMessage.Ended(of, Broken(fault)));
    }

    private string? Refusal(WorkerMessage.Run run)
    {
        if (!_credits.TryUse(run.Stamp) || Context.Time.GetElapsedTime(run.Stamp) > settings.GrantLimit) return "the grant came too late";
        if (_drain is not null) return "the worker is draining";
        if (!services.Lease.IsTrusted) return "the worker is not sure that its node still counts as living";
        return _running.Count >= _capacity ? "the worker is full" : null;
    }

    private static AttemptOutcome.Failed Broken(Exception fault) => new($"{fault.GetType().Name}: {fault.Message}", null);

    private void Stop(WorkerMessage.Stop stop)
    {
        if (!_running.TryGetValue(stop.Attempt, out var attempt)) return;
        attempt.Stop(stop.Why);
        if (stop.Why == StopCause.GivenUp) Abandon(attempt);
    }

    // There is an end to this, or a thread would be lost with each.
    private void Abandon(RunningAttempt attempt)
    {
        if (_abandoned.Count >= _capacity || !_running.Remove(attempt.Id)) return;
        _abandoned.Add(attempt.Id, attempt);
        RequestOffer();
        AnswerDrain();
    }

    private void End(WorkerMessage.Ended ended)
    {
        var id = ended.Attempt.Id;
        if (!_running.Remove(id)) _abandoned.Remove(id);
        Report(ended.Attempt, ended.Outcome);
    }

    private void Report(RunningAttempt attempt, AttemptOutcome outcome)
    {
        attempt.Outcome = outcome;
        attempt.Dispose();
        _unrecorded[attempt.Id] = attempt;
        Tell(attempt);
        RequestOffer();
        AnswerDrain();
    }

    private void Tell(RunningAttempt attempt) =>
        attempt.Owner.Tell(new ShardMessage.AttemptEnded(attempt.Task.Id, attempt.Id, attempt.Outcome!, Context.Self));

    // Whoever was told before did not answer: the shard may have another owner.
    private void TellAgain(RunningAttempt ended)
    {
        ended.Owner = services.Owners.Find(ended.Task.Id.Value) ?? ended.Owner;
        Tell(ended);
    }

    private void Forget(AttemptId attempt)
    {
        if (_unrecorded.Remove(attempt)) _recent.Add(attempt);
        AnswerDrain();
    }

    private void Reattach(WorkerMessage.Reattach reattach)
    {
        List<RunningNote>? notes = null;
        foreach (var open in reattach.Attempts)
        {
            if (_running.TryGetValue(open.Attempt, out var running) || _abandoned.TryGetValue(open.Attempt, out running)) (notes ??= []).Add(Attach(running, reattach.Owner));
            else if (_unrecorded.TryGetValue(open.Attempt, out var ended)) TellNewOwner(ended, reattach.Owner);
            else Disown(open, reattach.Owner);
        }

        if (notes is not null) reattach.Owner.Tell(new ShardMessage.StillRunning(services.Node, notes));
    }

    private static RunningNote Attach(RunningAttempt running, ActorRef<ShardMessage> owner)
    {
        running.Owner = owner;
        return running.TakeNote();
    }

    // Whoever hears this opens another attempt, so this one must not start if its grant comes after all.
    private void Disown(OpenTask open, ActorRef<ShardMessage> owner)
    {
        _recent.Add(open.Attempt);
        owner.Tell(new ShardMessage.AttemptUnknown(open.Task, open.Attempt, services.Node));
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
        if (FreeSlots() is > 0 and var free) _credits.Share(free);
        if (_credits.IsShort) _credits.Recall(Context.Time.GetTimestamp());
        foreach (var share in _credits.Shares)
        {
            if (share.Untold) Grant(share, share.Answers ? null : _profile);
        }
    }

    private int FreeSlots()
    {
        if (_drain is not null || _unrecorded.Count >= settings.MaxUnrecorded) return 0;
        if (services.Lease.IsTrusted) return _capacity - _running.Count - _credits.Outstanding;
        Context.Timers.StartSingle("trust", WorkerMessage.OfferSlots.Instance, settings.TrustPoll);
        return 0;
    }

    private void Grant(CreditShare share, WorkerProfile? profile)
    {
        share.Untold = false;
        share.Seat.Ref.Tell(new DispatcherMessage.Offer(
            services.Node, Context.Self, share.Current.Stamp, share.Current.Given, share.Oldest, new(_running.Count, _capacity), profile));
    }

    private void Tick()
    {
        AbandonDeaf();
        RenewCredits();
        TellProgress();
        foreach (var ended in _unrecorded.Values)
        {
            if (ended.ReportedBefore) TellAgain(ended);
            ended.ReportedBefore = true;
        }

        AnswerDrain();
    }

    // Its owner says so first, as a rule; this is for when that word was lost.
    private void AbandonDeaf()
    {
        List<RunningAttempt>? deaf = null;
        foreach (var attempt in _running.Values)
        {
            if (!attempt.IsCancelled) continue;
            attempt.CancelSeenAt ??= Context.Time.GetTimestamp();
            if (Context.Time.GetElapsedTime(attempt.CancelSeenAt.Value) >= settings.AbandonAfter) (deaf ??= []).Add(attempt);
        }

        foreach (var attempt in deaf ?? []) Abandon(attempt);
    }

    // What an owner does not get, it asks for: each owner asks now and then after what runs here, and a new one at once.
    private void TellProgress()
    {
        foreach (var news in _running.Values.Where(running => running.HasNews).GroupBy(running => running.Owner))
            news.Key.Tell(new ShardMessage.StillRunning(services.Node, [.. news.Select(running => running.TakeNote())]));
    }

    // Everything unspent is taken back, and what is free is shared out anew.
    private void RenewCredits()
    {
        var clock = Context.Time.GetTimestamp();
        _credits.RenewAll(clock, clock - (long)(settings.GrantLimit.TotalSeconds * Context.Time.TimestampFrequency));
        if (FreeSlots() is > 0 and var free) _credits.Share(free);
        foreach (var share in _credits.Shares) Grant(share, _profile);
    }

    private void Hear(WorkerMessage.Standing standing)
    {
        if (!_credits.Hear(standing)) return;
        OfferSlots();
        AnswerDrain();
    }

    private void Seat(IReadOnlyList<DispatcherSeat> dispatchers)
    {
        _credits.Seat(dispatchers, Context.Time.GetTimestamp());
        RenewCredits();
    }

    private void SetCapacity(int capacity)
    {
        _capacity = capacity;
        RenewCredits();
    }

    private void SetWeight(double weight)
    {
        _profile = _profile with { Weight = weight };
        RenewCredits();
    }

    private WorkerStatus Status() =>
        new(id, _capacity, _running.Count, _unrecorded.Count, _drain is not null) { Profile = _profile, CreditsOut = _credits.Outstanding };

    private void Drain(WorkerMessage.Drain drain)
    {
        if (_drain is { ForGood: true }) return;
        _drain = new(drain.ForGood, drain.ReplyTo);
        RenewCredits();
        Context.Timers.StartSingle("drain", new WorkerMessage.DrainOver(), drain.Grace);
        AnswerDrain();
    }

    private void Resume()
    {
        if (_drain is null or { ForGood: true }) return;
        Context.Timers.Cancel("drain");
        _drain = null;
        RenewCredits();
    }

    private void StopRest()
    {
        _drain!.Stopped = _running.Count;
        StopRunning();
    }

    private void StopRunning()
    {
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
