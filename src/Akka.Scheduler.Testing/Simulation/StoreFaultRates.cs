namespace Akka.Scheduler.Testing.Simulation;

/// <summary>How often calls of a simulated store go wrong, and how long they take. Rates are shares of all calls, 0 to 1, and their sum is at most 1.</summary>
public sealed record StoreFaultRates
{
    /// <summary>No faults and no latency: an ordinary store in memory, whose calls are complete when they return.</summary>
    public static StoreFaultRates None { get; } = new();

    /// <summary>Share of <see cref="FaultKind.LostRequest"/>.</summary>
    public double LostRequest { get; init; }

    /// <summary>Share of <see cref="FaultKind.LostAck"/>; of reads, it is the same as a lost request.</summary>
    public double LostAck { get; init; }

    /// <summary>Share of <see cref="FaultKind.LateApply"/>; of reads, it is the same as a lost request.</summary>
    public double LateApply { get; init; }

    /// <summary>Share of <see cref="FaultKind.Refused"/>.</summary>
    public double Refused { get; init; }

    /// <summary>Share of <see cref="FaultKind.Slow"/>.</summary>
    public double Slow { get; init; }

    /// <summary>The shortest time from a request to its answer. Default none.</summary>
    public TimeSpan LatencyFrom { get; init; }

    /// <summary>The longest time from a request to its answer, without a fault. Default none.</summary>
    public TimeSpan LatencyTo { get; init; }

    /// <summary>How long a slow call takes, at most; at least a tenth of it. Default 5 s.</summary>
    public TimeSpan SlowTo { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>When a caller stops waiting for an answer that does not come. Default 1.5 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>The earliest that a ghost commit is applied after its request; not before <see cref="Timeout"/>. Default 1.5 s.</summary>
    public TimeSpan LateFrom { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>The latest that a ghost commit is applied after its request. Default 14 s.</summary>
    public TimeSpan LateTo { get; init; } = TimeSpan.FromSeconds(14);

    /// <summary>The kind that a draw in [0, 1) stands for.</summary>
    internal FaultKind KindOf(double draw)
    {
        ReadOnlySpan<(FaultKind Kind, double Share)> shares =
        [
            (FaultKind.LostRequest, LostRequest), (FaultKind.LostAck, LostAck), (FaultKind.LateApply, LateApply),
            (FaultKind.Refused, Refused), (FaultKind.Slow, Slow),
        ];
        foreach (var (kind, share) in shares)
        {
            if (draw < share) return kind;
            draw -= share;
        }

        return FaultKind.None;
    }
}
