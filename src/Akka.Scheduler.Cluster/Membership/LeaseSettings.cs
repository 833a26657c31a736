namespace Akka.Scheduler.Cluster.Membership;

/// <summary>The timing of a lease.</summary>
public sealed record LeaseSettings
{
    /// <summary>How long a renewal is good for. Default 9 s.</summary>
    public TimeSpan Ttl { get; init; } = TimeSpan.FromSeconds(9);

    /// <summary>How often it is renewed. Default 3 s.</summary>
    public TimeSpan RenewInterval { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How much earlier than its end the holder stops trusting it. Default 2 s.</summary>
    public TimeSpan Margin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long after a renewal whose end is unknown the next one is tried. Default 250 ms.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromMilliseconds(250);
}
