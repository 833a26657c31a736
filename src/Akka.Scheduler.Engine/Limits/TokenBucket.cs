namespace Akka.Scheduler.Engine.Limits;

/// <summary>Starts that a rate allows: they gather while none are used, up to those of one second, and at least one.</summary>
/// <remarks>It begins empty, so that a keeper which takes over from another never hands out a second's worth that the other has handed out too.</remarks>
/// <param name="since">When it began to fill, by the monotonic clock.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenBucket(long since, TimeProvider time)
{
    private double _level;
    private long _at = since;

    /// <summary>It begins to fill now, and is empty.</summary>
    public void Begin(long clock) => (_level, _at) = (0, clock);

    /// <summary>Takes one, if there is one.</summary>
    public bool TryTake(double rate)
    {
        Fill(rate);
        if (_level < 1) return false;
        _level--;
        return true;
    }

    /// <summary>How long until there is one.</summary>
    public TimeSpan TimeToNext(double rate)
    {
        Fill(rate);
        return _level >= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min((1 - _level) / rate, TimeSpan.FromDays(1).TotalSeconds)) + TimeSpan.FromMilliseconds(1);
    }

    /// <summary>Whether it would hold as much if it were begun anew.</summary>
    public bool IsFull(double rate)
    {
        Fill(rate);
        return _level >= SizeOf(rate);
    }

    private void Fill(double rate)
    {
        var now = time.GetTimestamp();
        _level = Math.Min(SizeOf(rate), _level + (time.GetElapsedTime(_at, now).TotalSeconds * rate));
        _at = now;
    }

    private static double SizeOf(double rate) => Math.Max(1, rate);
}
