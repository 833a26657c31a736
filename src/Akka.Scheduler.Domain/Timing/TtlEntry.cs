namespace Akka.Scheduler.Domain.Timing;

internal enum TtlEntryState
{
    Waiting,
    InFlight,
    Failed,
}

/// <summary>One key of a <see cref="TtlQueue{TKey}"/>; in exactly one heap at a time.</summary>
internal sealed class TtlEntry<TKey>(TKey key)
{
    public TKey Key { get; } = key;

    /// <summary>Ticks of the instant that it was set for.</summary>
    public long Deadline { get; set; }

    /// <summary>Ticks of the instant from which its heap may hand it out: the deadline, the end of its rest, or of the wait for its outcome.</summary>
    public long At { get; set; }

    /// <summary>When it was made, as a count.</summary>
    public long Order { get; set; }

    public SubmissionToken Token { get; set; }

    public TtlEntryState State { get; set; }

    /// <summary>Where it stands in its heap.</summary>
    public int Index { get; set; }

    /// <summary>Compares, never subtracts: the ends of time are valid instants.</summary>
    public bool Precedes(TtlEntry<TKey> other) => At != other.At ? At < other.At : Order < other.Order;
}
