namespace Akka.Scheduler.Kernel;

/// <summary>A timer of <see cref="VirtualTime"/>. Its fields are guarded by the clock's lock.</summary>
internal sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
{
    private long _version;
    private long _period;
    private bool _isDisposed;

    public bool Change(TimeSpan dueTime, TimeSpan period) => time.Locked(() =>
    {
        if (_isDisposed)
            return false;
        _version++;
        _period = period > TimeSpan.Zero ? period.Ticks : 0;
        if (dueTime >= TimeSpan.Zero)
            time.Arm(new Arming(this, _version), time.GetUtcNow().UtcTicks + dueTime.Ticks);
        return true;
    });

    public void Dispose() => time.Locked(() =>
    {
        _version++;
        return _isDisposed = true;
    });

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Called under the lock when the timer is about to fire.</summary>
    internal void Rearm(long due)
    {
        _version++;
        if (_period > 0)
            time.Arm(new Arming(this, _version), due + _period);
    }

    internal void Fire() => callback(state);

    /// <summary>One setting of the timer; dead once the timer is set again.</summary>
    internal readonly record struct Arming(VirtualTimer Timer, long Version)
    {
        internal bool IsLive => Timer._version == Version;
    }
}
