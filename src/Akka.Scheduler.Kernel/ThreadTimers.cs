namespace Akka.Scheduler.Kernel;

/// <summary>The armed timers of a <see cref="DedicatedThread"/>, by when they are due. Its gate guards them.</summary>
internal sealed class ThreadTimers(TimeProvider clock, object gate)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly PriorityQueue<(ThreadTimer Timer, long Arming), long> _armed = new();

    /// <summary>Takes out the first timer that is due; <see langword="null"/> when there is none. Inside the gate.</summary>
    public ThreadTimer? TakeDue()
    {
        var now = clock.GetTimestamp();
        while (_armed.TryPeek(out var first, out var due))
        {
            if (first.Timer.Arming == first.Arming && due > now)
                return null;
            _armed.Dequeue();
            if (first.Timer.Arming != first.Arming)
                continue;
            // A period that was missed is not made up for: the next one counts from now.
            first.Timer.Arming++;
            if (first.Timer.Period > TimeSpan.Zero)
                Add(first.Timer, first.Timer.Period);
            return first.Timer;
        }

        return null;
    }

    /// <summary>How long nothing is due. Inside the gate.</summary>
    public TimeSpan UntilNext()
    {
        if (!_armed.TryPeek(out _, out var due))
            return Timeout.InfiniteTimeSpan;
        var left = clock.GetElapsedTime(clock.GetTimestamp(), due);
        if (left <= TimeSpan.Zero)
            return TimeSpan.Zero;
        // Waits are cut to milliseconds: rounded up, so that the thread does not wake too early and turn in circles.
        return left < LongestWait ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : LongestWait;
    }

    /// <summary>Arms a timer anew, or disarms it. Any thread.</summary>
    public void Change(ThreadTimer timer, TimeSpan due, TimeSpan period)
    {
        lock (gate)
        {
            timer.Arming++;
            timer.Period = period;
            if (due < TimeSpan.Zero)
                return;
            Add(timer, due);
            Monitor.Pulse(gate);
        }
    }

    private void Add(ThreadTimer timer, TimeSpan due) =>
        _armed.Enqueue((timer, timer.Arming), clock.GetTimestamp() + (long)(due.TotalSeconds * clock.TimestampFrequency));
}

/// <summary>One timer.</summary>
internal sealed class ThreadTimer(ThreadTimers timers, TimerCallback callback, object? state) : ITimer, IThreadPoolWorkItem
{
    /// <summary>Rises with each change, so that an earlier arming is recognised.</summary>
    public long Arming { get; set; }

    /// <summary>How often it fires again; not more than zero where it fires once.</summary>
    public TimeSpan Period { get; set; }

    public void Execute() => callback(state);

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        timers.Change(this, dueTime, period);
        return true;
    }

    public void Dispose() => timers.Change(this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>A clock whose timers are those of a thread.</summary>
internal sealed class ThreadTime(TimeProvider clock, ThreadTimers timers) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ThreadTimer(timers, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
