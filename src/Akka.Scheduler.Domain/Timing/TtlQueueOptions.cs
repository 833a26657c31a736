namespace Akka.Scheduler.Domain.Timing;

/// <summary>How a <see cref="TtlQueue{TKey}"/> paces itself. Every value must be above zero.</summary>
public sealed record TtlQueueOptions
{
    /// <summary>How many entries one pass fires at most; default 50. More keeps the owner from its other work for longer.</summary>
    public int FireBatch { get; init; } = 50;

    /// <summary>How many entries one pass takes up again at most; default 10, so that poisoned entries leave room for sound ones.</summary>
    public int RetryBatch { get; init; } = 10;

    /// <summary>How long a failed entry rests; default 1 s. It is taken up again once <em>more</em> than this has passed.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the outcome of a submission is waited for before the entry is taken up again; default 30 s.</summary>
    public TimeSpan PendingDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest that a pass asks to sleep; default 1 s.</summary>
    public TimeSpan DefaultDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many submissions may await their outcome at a time; default 1000. Failed entries that rest do not count.</summary>
    public int MaxPending { get; init; } = 1000;

    internal void Verify()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(FireBatch);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(RetryBatch);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxPending);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(RetryDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(PendingDeadline, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(DefaultDelay, TimeSpan.Zero);
    }
}
