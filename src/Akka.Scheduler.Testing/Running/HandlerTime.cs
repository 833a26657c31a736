namespace Akka.Scheduler.Testing.Running;

/// <summary>The clock that handlers get: the simulation's, which also knows whose timers are armed. Its timers may be set on any thread.</summary>
internal sealed class HandlerTime(TimeProvider time, RunningAttempts attempts, SimulationThread thread) : TimeProvider
{
    public override long TimestampFrequency => time.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new CountedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private void Count(RunningAttempts.Running? owner, int change)
    {
        attempts.Waits(owner, change);

        // A command may be waiting for this very attempt, and must look again.
        if (change != 0 && !thread.IsCurrent) thread.Post(static () => { });
    }

    private sealed class CountedTimer : ITimer
    {
        private readonly HandlerTime _home;
        private readonly RunningAttempts.Running? _owner;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _timer;
        private readonly Lock _gate = new();
        private bool _isArmed;
        private bool _repeats;

        public CountedTimer(HandlerTime home, TimerCallback callback, object? state)
        {
            (_home, _owner, _callback, _state) = (home, home.Attempts.Current, callback, state);
            _timer = home.Time.CreateTimer(static timer => ((CountedTimer)timer!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _repeats = period > TimeSpan.Zero;
            Arm(dueTime >= TimeSpan.Zero);
            return _timer.Change(dueTime, period);
        }

        public void Dispose()
        {
            Arm(false);
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire()
        {
            if (!_repeats) Arm(false);
            _callback(_state);
        }

        private void Arm(bool isArmed)
        {
            lock (_gate)
            {
                if (_isArmed == isArmed) return;
                _isArmed = isArmed;
            }

            _home.Count(_owner, isArmed ? 1 : -1);
        }
    }

    private TimeProvider Time => time;

    private RunningAttempts Attempts => attempts;
}
