namespace Akka.Scheduler.Kernel;

/// <summary>The timers of one actor. A tick counts only while its entry is the one that the key names.</summary>
internal sealed class Timers<T>(ActorCell<T> cell) : ITimers<T>
{
    // Below the longest delay that the framework's own timers take (2^32 - 2 ms, 49.7 days).
    private static readonly TimeSpan LongestArming = TimeSpan.FromDays(40);

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public void StartSingle(string key, T message, TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        Start(new Entry(this, key, message), delay, Timeout.InfiniteTimeSpan);
    }

    public void StartPeriodic(string key, T message, TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(interval, LongestArming);
        Start(new Entry(this, key, message), interval, interval);
    }

    public void Cancel(string key)
    {
        if (_entries.Remove(key, out var entry))
            entry.Dispose();
    }

    public bool IsActive(string key) => _entries.ContainsKey(key);

    public void CancelAll()
    {
        foreach (var entry in _entries.Values)
            entry.Dispose();
        _entries.Clear();
    }

    private void Start(Entry entry, TimeSpan delay, TimeSpan interval)
    {
        Cancel(entry.Key);
        if (cell.IsEnding)
            return;
        _entries.Add(entry.Key, entry);
        entry.Arm(delay, interval);
    }

    private sealed class Entry(Timers<T> timers, string key, T message) : OwnMessage, IDisposable
    {
        private ITimer? _timer;
        private TimeSpan _rest;
        private bool _isPeriodic;

        // Set by the clock's thread, cleared on the actor's turn: one entry is queued at most once.
        private int _isQueued;

        internal string Key => key;

        internal void Arm(TimeSpan delay, TimeSpan interval)
        {
            _isPeriodic = interval != Timeout.InfiniteTimeSpan;
            _rest = delay;
            var time = timers.Cell.Time;
            // Armed in a second step, so that the callback finds the timer in its field.
            _timer = time.CreateTimer(static entry => ((Entry)entry!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(TakeSlice(), interval);
        }

        public void Dispose() => _timer?.Dispose();

        internal override void Apply(ActorCell cell)
        {
            Volatile.Write(ref _isQueued, 0);
            if (!cell.IsRunning || !timers._entries.TryGetValue(key, out var current) || current != this)
                return;
            if (!_isPeriodic)
                timers.Cancel(key);
            timers.Cell.Handle(message);
        }

        private void Due()
        {
            if (_rest > TimeSpan.Zero)
                _timer!.Change(TakeSlice(), Timeout.InfiniteTimeSpan);
            else if (Interlocked.Exchange(ref _isQueued, 1) == 0)
                timers.Cell.Post(this);
        }

        private TimeSpan TakeSlice()
        {
            var slice = _rest < LongestArming ? _rest : LongestArming;
            _rest -= slice;
            return slice;
        }
    }

    private ActorCell<T> Cell => cell;
}
