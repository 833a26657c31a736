namespace Akka.Scheduler.Client.Wire;

/// <summary>How far a running attempt has come, by its own word.</summary>
public sealed record ProgressView
{
    /// <summary>From 0 to 1.</summary>
    public required double Fraction { get; init; }

    /// <summary>What it is at, in a few words.</summary>
    public string? Message { get; init; }

    /// <summary>When it said so.</summary>
    public required DateTimeOffset At { get; init; }
}
