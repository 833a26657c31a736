namespace Akka.Scheduler.Kernel;

/// <summary>
/// Runs actors, and the asynchronous code that they start, on one thread in virtual time. A turn is one message; among the turns that wait, a
/// seeded choice decides. The clock moves only when none waits. With the same seed and the same calls every run is the same, which
/// <see cref="TraceHash"/> shows. Itself a dispatcher for a single system; a simulated node gets a <see cref="DeterministicGroup"/>.
/// </summary>
public sealed class DeterministicDispatcher : Dispatcher
{
    private readonly List<Turn> _turns = [];
    private readonly SeededRandom _random;
    private readonly DeterministicGroup _main;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private InvalidOperationException? _escape;

    /// <summary>Makes the dispatcher. Only the thread that makes it may use it.</summary>
    /// <param name="seed">Decides every choice.</param>
    /// <param name="start">What the clock shows first.</param>
    public DeterministicDispatcher(ulong seed, DateTimeOffset start)
    {
        _random = new SeededRandom(seed);
        Time = new VirtualTime(start, Seed.Mix(seed)) { IsDriven = true };
        _main = new DeterministicGroup(this, "main");
    }

    /// <summary>The clock.</summary>
    public VirtualTime Time { get; }

    /// <summary>
    /// The context of code outside any group. A driver that starts asynchronous code itself makes it the thread's current one first, because
    /// without a context the framework continues such code on the thread pool.
    /// </summary>
    public SynchronizationContext Context => _main.Context;

    /// <summary>A digest of all turns so far: what ran, when, in which order.</summary>
    public ulong TraceHash { get; private set; }

    /// <summary>How many turns have run.</summary>
    public long Turns { get; private set; }

    /// <summary>Whether no turn waits. Timers may still be armed.</summary>
    public bool IsIdle => _turns.Count == 0;

    internal override int Throughput => 1;

    /// <summary>Makes a group that can be paused and killed by itself.</summary>
    /// <param name="name">Part of the trace.</param>
    public DeterministicGroup CreateGroup(string name) => new(this, name);

    /// <summary>Mixes a value of the caller's own into the trace: a message sent, a fault drawn.</summary>
    /// <param name="value">Anything that must be the same in every run.</param>
    public void Trace(ulong value) => TraceHash = Seed.Combine(TraceHash, value);

    /// <summary>Runs work outside any group as a turn of its own, with its asynchronous continuations on this thread.</summary>
    /// <param name="work">What to run.</param>
    public void Post(Action work) => _main.Post(work);

    /// <summary>Runs one turn.</summary>
    /// <returns>False when none waits.</returns>
    public bool Step()
    {
        AssertThread();
        if (_turns.Count == 0)
            return false;
        var index = _turns.Count == 1 ? 0 : _random.Next(_turns.Count);
        var turn = _turns[index];
        _turns[index] = _turns[^1];
        _turns.RemoveAt(_turns.Count - 1);
        Turns++;
        Trace(turn.TraceId ^ (ulong)Time.GetTimestamp());
        using (turn.Group.Enter())
            turn.Item.Execute();
        return true;
    }

    /// <summary>Runs turns, and timers due at this instant, until none is left. The clock does not move.</summary>
    /// <param name="maxTurns">Ends a run that never gets idle; default 10 million.</param>
    /// <returns>How many turns ran.</returns>
    /// <exception cref="InvalidOperationException">More turns than allowed, or another thread has interfered.</exception>
    public long RunUntilIdle(long maxTurns = 10_000_000)
    {
        var first = Turns;
        while (Step() || FireNext(Time.GetUtcNow()))
        {
            if (Turns - first > maxTurns)
                throw new InvalidOperationException($"Not idle after {maxTurns} turns at {Time.GetUtcNow():O}.");
        }

        return Turns - first;
    }

    /// <summary>Moves the clock, running everything that comes due, and ends idle.</summary>
    /// <param name="span">Zero or more.</param>
    public void Advance(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        var until = Time.GetUtcNow() + span;
        RunUntilIdle();
        while (FireNext(until))
            RunUntilIdle();
        Time.MoveTo(until);
    }

    /// <summary>Runs turns and moves the clock until something holds.</summary>
    /// <param name="condition">Asked after every turn and every timer.</param>
    /// <param name="limit">How far the clock may move.</param>
    /// <returns>Whether it came to hold; if not, the clock has moved by the whole limit or nothing is left to run.</returns>
    public bool RunUntil(Func<bool> condition, TimeSpan limit)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var until = Time.GetUtcNow() + limit;
        while (!condition())
        {
            if (Step() || FireNext(until))
                continue;
            Time.MoveTo(until);
            return condition();
        }

        return true;
    }

    internal override void Schedule(Mailbox mailbox) => _main.Schedule(mailbox);

    internal override void Reschedule(Mailbox mailbox) => _main.Schedule(mailbox);

    internal void Enqueue(Turn turn)
    {
        if (Environment.CurrentManagedThreadId == _thread)
            _turns.Add(turn);
        else
            Escaped();
    }

    /// <summary>Takes the waiting turns of a group out, in order.</summary>
    internal List<Turn> TakeOut(DeterministicGroup group)
    {
        AssertThread();
        var taken = _turns.FindAll(turn => turn.Group == group);
        _turns.RemoveAll(turn => turn.Group == group);
        return taken;
    }

    private bool FireNext(DateTimeOffset until)
    {
        AssertThread();
        using (_main.Enter())
            return Time.TryFireNext(until);
    }

    // Thrown by the next step and not here: on a foreign thread nobody would hear it, or the process would end.
    private void Escaped() => Interlocked.CompareExchange(
        ref _escape,
        new InvalidOperationException($"Work of the simulation has left its thread:{Environment.NewLine}{Environment.StackTrace}"),
        null);

    private void AssertThread()
    {
        if (Volatile.Read(ref _escape) is { } escape)
            throw escape;
        if (Environment.CurrentManagedThreadId != _thread)
            throw new InvalidOperationException("A simulation runs on the thread that made it.");
    }

    /// <summary>Something to run.</summary>
    internal readonly record struct Turn(IThreadPoolWorkItem Item, ulong TraceId, DeterministicGroup Group);
}
