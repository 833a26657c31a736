namespace Akka.Scheduler.Kernel;

/// <summary>The simulation's clock as one group sees it: a due timer becomes a turn of the group.</summary>
internal sealed class GroupTime(DeterministicGroup group, VirtualTime time) : TimeProvider
{
    public override long TimestampFrequency => time.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new GroupTimer(group, time, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class GroupTimer : ITimer, IThreadPoolWorkItem
    {
        private readonly DeterministicGroup _group;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _timer;
        private bool _isQueued;
        private bool _isDisposed;

        internal GroupTimer(DeterministicGroup group, VirtualTime time, TimerCallback callback, object? state)
        {
            _group = group;
            _callback = callback;
            _state = state;
            _timer = time.CreateTimer(static timer => ((GroupTimer)timer!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => _timer.Change(dueTime, period);

        public void Execute()
        {
            _isQueued = false;
            if (!_isDisposed)
                _callback(_state);
        }

        public void Dispose()
        {
            _isDisposed = true;
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        // A paused process finds one expiry of a periodic timer when it continues, however many it slept through.
        private void Due()
        {
            if (_group.IsKilled)
                _timer.Dispose();
            if (_isQueued)
                return;
            _isQueued = true;
            _group.Enqueue(this, 2);
        }
    }
}
