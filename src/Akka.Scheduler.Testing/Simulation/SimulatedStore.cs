using System.Globalization;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>
/// A store in memory that behaves like a database behind a network: each call is applied at one instant, atomically, and what can go
/// wrong on the way there and back does so from a seeded source. Without faults it is an ordinary store whose calls are complete when they return.
/// </summary>
/// <remarks>
/// <para>Time, latency and time-outs are those of the <see cref="TimeProvider"/>; with a virtual one, a run depends on its seed alone.</para>
/// <para>What it has applied stays applied even if the caller has been killed meanwhile: calls live on the store's timers, not on their caller's.</para>
/// <para>The lock is for tests with real threads; in a simulation nothing ever waits for it.</para>
/// </remarks>
public sealed class SimulatedStore(TimeProvider time, int seed)
{
    // How long a take-over waits for the commit in hand.
    private static readonly TimeSpan LockWait = TimeSpan.FromMilliseconds(500);
    private readonly Lock _gate = new();
    private readonly FaultSource _faults = new(seed);
    private readonly HashSet<ITimer> _timers = [];
    private readonly Dictionary<int, (ShardState State, DateTimeOffset At)> _before = [];
    private readonly Dictionary<int, ShardState> _stale = [];
    private int _steals;

    /// <summary>Everything that is stored now. Immutable; keep it to read it later, or to put it back.</summary>
    public StoreState State { get; private set; } = StoreState.Empty;

    /// <summary>The states that were lost when an older one was put back, oldest first.</summary>
    public IReadOnlyList<StoreState> RolledBack => _rolledBack;

    private readonly List<StoreState> _rolledBack = [];

    /// <summary>How often calls go wrong from now on, and how long they take. Default <see cref="StoreFaultRates.None"/>.</summary>
    public StoreFaultRates Rates
    {
        get => _faults.Rates;
        set => _faults.Rates = value;
    }

    /// <summary>Whether the store is down for all.</summary>
    public bool Outage
    {
        get => _faults.Outage;
        set => _faults.Outage = value;
    }

    /// <summary>Every fault that was decided, in order.</summary>
    public IReadOnlyList<FaultDecision> Decisions => _faults.Decisions;

    /// <summary>Whether a decided fault takes place, for narrowing a failing run down. Default: all do.</summary>
    public Func<FaultMark, bool> Allows
    {
        get => _faults.Allows;
        set => _faults.Allows = value;
    }

    /// <summary>How often a commit was sent again that had been applied already.</summary>
    public long AnsweredAgain { get; private set; }

    /// <summary>What the store does worse than it should: a mutant of the protocol.</summary>
    public StoreWeakness Weakness { get; set; }

    /// <summary>The store as <paramref name="client"/> sees it; the name stands in <see cref="Decisions"/> and can be cut off.</summary>
    public StorePorts Connect(string client)
    {
        var calls = new StoreCalls(this, client);
        var reads = new SimulatedReads(calls);
        var writes = new SimulatedWrites(calls, reads);
        return new()
        {
            Membership = writes,
            Ownership = writes,
            Shards = new SimulatedShards(this, writes, reads),
            Inbox = writes,
            Keys = new SimulatedUniqueKeys(calls),
            Dependencies = new SimulatedDependencies(reads),
            Schedules = new SimulatedSchedules(writes, reads),
            Queues = new SimulatedQueues(calls),
            Tasks = reads,
            Logs = writes,
            Idempotency = writes,
            Retention = writes,
        };
    }

    /// <summary>Cuts a client off from the store, or lets it back in.</summary>
    public void CutOff(string client, bool cutOff) => _faults.CutOff(client, cutOff);

    /// <summary>Makes the next call of <paramref name="operation"/>, whoever makes it, go wrong in this way. May be said several times: one call each.</summary>
    public void FailNext(StoreOperation operation, FaultKind kind) => _faults.Script(operation, kind);

    /// <summary>Takes a shard by force for <paramref name="thief"/>, which must be up, as a fault of its own. <see langword="null"/> when it is masked or not up.</summary>
    public AcquiredShard? ForceSteal(int shard, NodeIncarnation thief)
    {
        lock (_gate)
        {
            return Record(FaultKind.ForcedSteal, shard.ToString(CultureInfo.InvariantCulture)) ? Seize(shard, thief) : null;
        }
    }

    /// <summary>As <see cref="ForceSteal"/>, decided before.</summary>
    internal AcquiredShard? Seize(int shard, NodeIncarnation thief)
    {
        lock (_gate)
        {
            (State, var taken) = Acquire(State, [shard], thief, forced: true, "forced steal", new(++_steals, 0, 0, new byte[8]), time.GetUtcNow());
            return taken.Count == 0 ? null : taken[0];
        }
    }

    /// <summary>Writes down a fault that is done to nodes; the answer is whether it takes place, or is masked.</summary>
    public bool Decide(FaultKind kind, string target)
    {
        lock (_gate) return Record(kind, target);
    }

    /// <summary>Puts an older state back, as a failover to a replica that lags does. What was stored since is gone.</summary>
    public void RollBack(StoreState older)
    {
        lock (_gate)
        {
            if (Record(FaultKind.Rollback, "all")) PutBack(older);
        }
    }

    /// <summary>As <see cref="RollBack"/>, decided before.</summary>
    internal void PutBack(StoreState older)
    {
        lock (_gate)
        {
            _rolledBack.Add(State);
            State = older with { Timeline = State.Timeline + 1 };
        }
    }

    /// <summary>Lets a batch through the fence, or says why not.</summary>
    /// <param name="state">What stands there as the batch is applied.</param>
    /// <param name="seen">What stood there as it was sent.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="now">Now.</param>
    /// <param name="apply">Applies it.</param>
    internal (StoreState State, CommitOutcome Outcome) Commit(
        StoreState state, StoreState seen, FencedBatch batch, DateTimeOffset now, Func<StoreState, DateTimeOffset, (StoreState State, CommitOutcome Outcome)> apply)
    {
        if (Fence.Stops(batch, Weakness.HasFlag(StoreWeakness.LooksEarly) ? seen : state, Weakness) is { } stopped)
        {
            if (stopped is CommitOutcome.Applied) AnsweredAgain++;
            return (state, stopped);
        }

        if (Weakness.HasFlag(StoreWeakness.LoadsBeforeBump)) _before[batch.Term.Shard] = (state.Shards[batch.Term.Shard], now);
        return apply(state, now);
    }

    /// <summary>Takes shards.</summary>
    internal (StoreState State, IReadOnlyList<AcquiredShard> Taken) Acquire(
        StoreState state, IReadOnlyList<int> shards, NodeIncarnation owner, bool forced, string reason, Guid batchId, DateTimeOffset now)
    {
        var (after, taken) = OwnershipSteps.Acquire(state, shards, owner, forced, reason, batchId, now);
        foreach (var each in taken)
        {
            if (_before.TryGetValue(each.Term.Shard, out var before) && now - before.At < LockWait) _stale[each.Term.Shard] = before.State;
            else _stale.Remove(each.Term.Shard);
        }

        return (after, taken);
    }

    /// <summary>What the owner of a shard loads instead of what is there.</summary>
    internal ShardState? StaleOf(int shard) => _stale.GetValueOrDefault(shard);

    internal Task<T> CallAsync<T>(
        CallName name, Func<StoreState, DateTimeOffset, (StoreState State, T Answer)> apply, Func<CallFailure, T>? failed, CancellationToken cancel)
    {
        var call = new PendingCall<T>(() => Apply(apply), failed);
        if (cancel.IsCancellationRequested)
        {
            call.Fail(CallFailure.GivenUp);
            return call.Reply;
        }

        CallPlan plan;
        lock (_gate) plan = _faults.Plan(name, time.GetUtcNow());
        if (plan.ApplyAfter is { } arrives) After(arrives, call.Apply);
        if (plan.Failure is { } failure) After(plan.ReplyAfter, () => call.Fail(failure));
        else After(plan.ReplyAfter, call.Answer);
        return call.Reply.IsCompleted || !cancel.CanBeCanceled ? call.Reply : Abandonable(call, cancel);
    }

    private static Task<T> Abandonable<T>(PendingCall<T> call, CancellationToken cancel)
    {
        var registration = cancel.Register(() => call.Fail(CallFailure.GivenUp));
        call.Reply.ContinueWith(
            _ => registration.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return call.Reply;
    }

    private T Apply<T>(Func<StoreState, DateTimeOffset, (StoreState State, T Answer)> apply)
    {
        lock (_gate)
        {
            (State, var answer) = apply(State, time.GetUtcNow());
            return answer;
        }
    }

    private bool Record(FaultKind kind, string target) => _faults.Record(kind, new("store", StoreOperation.Store, target), time.GetUtcNow());

    private void After(TimeSpan delay, Action act)
    {
        if (delay <= TimeSpan.Zero)
        {
            act();
            return;
        }

        ITimer? timer = null;
        timer = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        lock (_gate) _timers.Add(timer);
        timer.Change(delay, Timeout.InfiniteTimeSpan);

        void Fire()
        {
            lock (_gate) _timers.Remove(timer!);
            timer!.Dispose();
            act();
        }
    }
}
