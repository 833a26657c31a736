namespace Akka.Scheduler.Hosting.Telemetry;

/// <summary>A count since the start, and a rate over the last minute, from any thread and without a lock.</summary>
internal sealed class RateCounter(TimeProvider time)
{
    private const int Seconds = 60;
    private readonly long[] _counts = new long[Seconds + 1];
    private readonly long[] _secondOf = new long[Seconds + 1];
    private readonly Lock _turnOver = new();
    private readonly long _start = time.GetTimestamp();
    private long _total;

    /// <summary>All since the start.</summary>
    public long Total => Interlocked.Read(ref _total);

    public void Increment()
    {
        Interlocked.Increment(ref _total);
        var second = Second();
        var slot = (int)(second % _counts.Length);
        if (Volatile.Read(ref _secondOf[slot]) != second) TurnOver(slot, second);
        Interlocked.Increment(ref _counts[slot]);
    }

    /// <summary>How many a second, over the last minute or since the start, whichever is shorter.</summary>
    public double PerSecond()
    {
        var now = Second();
        long sum = 0;
        for (var slot = 0; slot < _counts.Length; slot++)
        {
            if (now - Volatile.Read(ref _secondOf[slot]) < Seconds) sum += Volatile.Read(ref _counts[slot]);
        }

        return sum / (double)Math.Clamp(now + 1, 1, Seconds);
    }

    private long Second() => (long)time.GetElapsedTime(_start).TotalSeconds;

    private void TurnOver(int slot, long second)
    {
        lock (_turnOver)
        {
            if (_secondOf[slot] == second) return;
            Volatile.Write(ref _counts[slot], 0);
            Volatile.Write(ref _secondOf[slot], second);
        }
    }
}
