namespace Akka.Scheduler.Hosting.Telemetry;

/// <summary>How long things took over the last minutes, from any thread and without a lock.</summary>
/// <remarks>Buckets grow by a factor of 2^(1/4) from 1 µs, so a percentile is right to within 19 %. Each minute has buckets of its own; the oldest make room.</remarks>
internal sealed class LatencyHistogram(TimeProvider time)
{
    private const int Buckets = 160;
    private const int Minutes = 5;
    private const double PerDoubling = 4;

    private readonly long[][] _counts = [.. Enumerable.Range(0, Minutes + 1).Select(_ => new long[Buckets])];
    private readonly long[] _minuteOf = new long[Minutes + 1];
    private readonly Lock _turnOver = new();
    private readonly long _start = time.GetTimestamp();

    private readonly long[] _totals = new long[Buckets];
    private long _totalTicks;

    /// <summary>The sum of everything recorded since the start.</summary>
    public TimeSpan Sum => new(Interlocked.Read(ref _totalTicks));

    public void Record(TimeSpan took)
    {
        var bucket = BucketOf(took);
        Interlocked.Increment(ref Current()[bucket]);
        Interlocked.Increment(ref _totals[bucket]);
        if (took > TimeSpan.Zero) Interlocked.Add(ref _totalTicks, took.Ticks);
    }

    /// <summary>How many were recorded since the start, in all and by upper bound: every second doubling from 64 µs to 19 hours, each count
    /// holding those before it.</summary>
    public (long Total, IReadOnlyList<(TimeSpan Bound, long Count)> UpTo) Cumulative()
    {
        var bounds = new List<(TimeSpan, long)>();
        long seen = 0;
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            seen += Interlocked.Read(ref _totals[bucket]);
            var doublings = (bucket + 1) / PerDoubling;
            if (doublings is >= 6 and <= 36 && doublings % 2 == 0) bounds.Add((TimeSpan.FromMicroseconds(Math.Pow(2, doublings)), seen));
        }

        return (seen, bounds);
    }

    /// <summary>The percentiles, in milliseconds, of what was recorded in the last five minutes; absent when nothing was.</summary>
    public double?[] Percentiles(params ReadOnlySpan<double> shares)
    {
        var sums = new long[Buckets];
        var now = Minute();
        for (var slot = 0; slot < _counts.Length; slot++)
        {
            if (now - Volatile.Read(ref _minuteOf[slot]) > Minutes) continue;
            for (var bucket = 0; bucket < Buckets; bucket++) sums[bucket] += Volatile.Read(ref _counts[slot][bucket]);
        }

        var total = sums.Sum();
        var answers = new double?[shares.Length];
        for (var i = 0; i < shares.Length; i++) answers[i] = total == 0 ? null : UpperBoundAt(sums, (long)Math.Ceiling(total * shares[i]));
        return answers;
    }

    private static double UpperBoundAt(long[] sums, long rank)
    {
        long seen = 0;
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            seen += sums[bucket];
            if (seen >= rank) return Math.Pow(2, (bucket + 1) / PerDoubling) / 1000;
        }

        return Math.Pow(2, Buckets / PerDoubling) / 1000;
    }

    private static int BucketOf(TimeSpan took) =>
        took.TotalMicroseconds <= 1 ? 0 : Math.Min(Buckets - 1, (int)(Math.Log2(took.TotalMicroseconds) * PerDoubling));

    private long Minute() => (long)time.GetElapsedTime(_start).TotalMinutes;

    private long[] Current()
    {
        var minute = Minute();
        var slot = (int)(minute % _counts.Length);
        if (Volatile.Read(ref _minuteOf[slot]) == minute) return _counts[slot];
        lock (_turnOver)
        {
            if (_minuteOf[slot] != minute)
            {
                Array.Clear(_counts[slot]);
                Volatile.Write(ref _minuteOf[slot], minute);
            }
        }

        return _counts[slot];
    }
}
