namespace Akka.Scheduler.Cluster.Sharding.Monitors;

/// <summary>What a monitor has done since this node started. Written by its loop, read by anybody.</summary>
/// <param name="name">The monitor's name.</param>
public sealed class MonitorCounters(string name)
{
    private long _passes;
    private long _acted;
    private long _failures;
    private long _timeouts;

    /// <summary>The monitor's name.</summary>
    public string Name => name;

    /// <summary>Passes that ended, however.</summary>
    public long Passes => Interlocked.Read(ref _passes);

    /// <summary>Things put right.</summary>
    public long Acted => Interlocked.Read(ref _acted);

    /// <summary>Passes that failed, those that took too long among them.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Passes that took too long.</summary>
    public long Timeouts => Interlocked.Read(ref _timeouts);

    internal void Ended(int acted)
    {
        Interlocked.Increment(ref _passes);
        Interlocked.Add(ref _acted, acted);
    }

    internal void Failed(bool timedOut)
    {
        Ended(0);
        Interlocked.Increment(ref _failures);
        if (timedOut) Interlocked.Increment(ref _timeouts);
    }
}
