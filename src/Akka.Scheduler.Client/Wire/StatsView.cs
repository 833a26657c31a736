namespace Akka.Scheduler.Client.Wire;

/// <summary>The answer of <c>GET /stats</c>: how the scheduler is doing now.</summary>
public sealed record StatsView
{
    /// <summary>When it was measured.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The node that answered: rates and times are of the steps that it alone has recorded, for the shards that it owns.</summary>
    public string? NodeId { get; init; }

    /// <summary>Tasks of the whole cluster by status (<c>pending</c>, <c>queued</c>, …).</summary>
    public required IReadOnlyDictionary<string, long> ByStatus { get; init; }

    /// <summary>The same by queue, and within a queue by status.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> ByQueue { get; init; }

    /// <summary>What happens per second on the node.</summary>
    public required RatesView Rates { get; init; }

    /// <summary>From due to started, in milliseconds, on the node.</summary>
    public PercentilesView? WaitMs { get; init; }

    /// <summary>From started to finished, in milliseconds, on the node.</summary>
    public PercentilesView? RunMs { get; init; }

    /// <summary>How late tasks of schedules started on the node: milliseconds from the instant to the start, of 99 in 100; 0 for none.</summary>
    public double ScheduleLagMs { get; init; }
}

/// <summary>Events per second over the last measuring window.</summary>
public sealed record RatesView
{
    /// <summary>Tasks taken.</summary>
    public double Submitted { get; init; }

    /// <summary>Attempts started.</summary>
    public double Started { get; init; }

    /// <summary>Tasks that succeeded.</summary>
    public double Succeeded { get; init; }

    /// <summary>Attempts that failed.</summary>
    public double Failed { get; init; }
}

/// <summary>A distribution in three numbers; null members where nothing was measured.</summary>
public sealed record PercentilesView
{
    /// <summary>Half lie below.</summary>
    public double? P50 { get; init; }

    /// <summary>95 of 100 lie below.</summary>
    public double? P95 { get; init; }

    /// <summary>99 of 100 lie below.</summary>
    public double? P99 { get; init; }
}
