namespace Akka.Scheduler.Kernel;

/// <summary>
/// A clock that stands until it is moved. Timers fire in the order of their due time, those of one instant in a seeded order, on the thread
/// that moves the clock; while a callback runs, the clock shows its due time. By itself a manual clock for tests; under a
/// <see cref="DeterministicDispatcher"/> the clock of a simulation, which only the dispatcher moves. Safe to read and to set timers on from any thread.
/// </summary>
public sealed class VirtualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<VirtualTimer.Arming, DueOrder> _armed = new();
    private readonly SeededRandom _random;
    private readonly long _start;
    private long _now;
    private long _armings;

    /// <summary>Makes the clock.</summary>
    /// <param name="start">What it shows first.</param>
    /// <param name="seed">Orders timers of one instant.</param>
    public VirtualTime(DateTimeOffset start, ulong seed)
    {
        _start = _now = start.UtcTicks;
        _random = new SeededRandom(seed);
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>When the next timer is due; null if none is armed.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
                return PeekLive(out var due) ? new DateTimeOffset(due, TimeSpan.Zero) : null;
        }
    }

    /// <summary>Whether a dispatcher moves this clock.</summary>
    internal bool IsDriven { get; init; }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _now), TimeSpan.Zero);

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref _now) - _start;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock and fires, one after the other, all timers that come due, also those armed meanwhile.</summary>
    /// <param name="span">Zero or more; zero fires what is due now.</param>
    /// <exception cref="InvalidOperationException">A dispatcher moves this clock.</exception>
    public void Advance(TimeSpan span)
    {
        if (IsDriven)
            throw new InvalidOperationException("The clock of a simulation is moved by its dispatcher.");
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        var until = GetUtcNow() + span;
        while (TryFireNext(until))
        {
        }

        MoveTo(until);
    }

    /// <summary>Moves the clock to the next timer's due time and fires it, if that is not after the given instant.</summary>
    internal bool TryFireNext(DateTimeOffset until)
    {
        VirtualTimer timer;
        lock (_gate)
        {
            if (!PeekLive(out var due) || due > until.UtcTicks)
                return false;
            timer = _armed.Dequeue().Timer;
            Volatile.Write(ref _now, Math.Max(_now, due));
            timer.Rearm(due);
        }

        timer.Fire();
        return true;
    }

    internal void MoveTo(DateTimeOffset instant)
    {
        lock (_gate)
            Volatile.Write(ref _now, Math.Max(_now, instant.UtcTicks));
    }

    /// <summary>Runs under the clock's lock, which guards the timers too.</summary>
    internal T Locked<T>(Func<T> action)
    {
        lock (_gate)
            return action();
    }

    internal void Arm(VirtualTimer.Arming arming, long due) => _armed.Enqueue(arming, new DueOrder(due, _random.NextBits(), _armings++));

    private bool PeekLive(out long due)
    {
        while (_armed.TryPeek(out var arming, out var order))
        {
            due = order.Due;
            if (arming.IsLive)
                return true;
            _armed.Dequeue();
        }

        due = 0;
        return false;
    }

    private readonly record struct DueOrder(long Due, ulong Tie, long Number) : IComparable<DueOrder>
    {
        public int CompareTo(DueOrder other) =>
            Due != other.Due ? Due.CompareTo(other.Due) : Tie != other.Tie ? Tie.CompareTo(other.Tie) : Number.CompareTo(other.Number);
    }
}
