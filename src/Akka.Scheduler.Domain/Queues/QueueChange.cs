namespace Akka.Scheduler.Domain.Queues;

/// <summary>A change of a queue's settings, as it was asked for.</summary>
public abstract record QueueChange
{
    private QueueChange() { }

    /// <summary>Nothing of it starts from now on.</summary>
    /// <param name="Reason">For people; may be absent.</param>
    /// <param name="By">Who asks.</param>
    public sealed record Pause(string? Reason, string By) : QueueChange;

    /// <summary>It goes on.</summary>
    public sealed record Resume : QueueChange;

    /// <summary>Limits it.</summary>
    /// <param name="MaxConcurrency">From 1; 0 takes the limit away, absent: it stays as it is.</param>
    /// <param name="RatePerSecond">Above 0; 0 takes the limit away, absent: it stays as it is.</param>
    public sealed record Limit(int? MaxConcurrency, double? RatePerSecond) : QueueChange;

    /// <summary>The settings after the change. <see langword="null"/> when they say that already.</summary>
    /// <remarks>Pausing a paused queue gives it another reason, if another one is named, and leaves who paused it and when.</remarks>
    public QueueSettings? ApplyTo(QueueSettings before, DateTimeOffset now)
    {
        var after = this switch
        {
            Pause pause when before.Paused => before with { PausedReason = pause.Reason ?? before.PausedReason },
            Pause pause => before with { PausedAt = now, PausedBy = pause.By, PausedReason = pause.Reason },
            Resume => before with { PausedAt = null, PausedBy = null, PausedReason = null },
            Limit limit => before with
            {
                MaxConcurrency = limit.MaxConcurrency is 0 ? null : limit.MaxConcurrency ?? before.MaxConcurrency,
                RatePerSecond = limit.RatePerSecond is 0 ? null : limit.RatePerSecond ?? before.RatePerSecond,
            },
            _ => throw new InvalidOperationException($"unknown change {GetType().Name}"),
        };
        return after == before ? null : after with { Version = before.Version + 1 };
    }
}
