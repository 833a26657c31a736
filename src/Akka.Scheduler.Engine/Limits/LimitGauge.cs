namespace Akka.Scheduler.Engine.Limits;

/// <summary>How much the shards of a node have to do with limits. Written by the shards, read by anybody.</summary>
public sealed class LimitGauge
{
    private long _held;
    private long _waiting;

    /// <summary>How many attempts of this node's shards run under a limit, or were granted a permit; one under two limits counts twice.</summary>
    public long Held => Volatile.Read(ref _held);

    /// <summary>How many tasks of this node's shards wait for a permit.</summary>
    public long Waiting => Volatile.Read(ref _waiting);

    internal void Add(int held, int waiting)
    {
        if (held != 0) Interlocked.Add(ref _held, held);
        if (waiting != 0) Interlocked.Add(ref _waiting, waiting);
    }
}
