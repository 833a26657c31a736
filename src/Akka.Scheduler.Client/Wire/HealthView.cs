namespace Akka.Scheduler.Client.Wire;

/// <summary>The answer of <c>/health/live</c> and <c>/health/ready</c>.</summary>
public sealed record HealthView
{
    /// <summary><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The node that answers.</summary>
    public string? NodeId { get; init; }

    /// <summary>What was looked at.</summary>
    public IReadOnlyList<HealthCheckView>? Checks { get; init; }
}

/// <summary>One thing that was looked at.</summary>
public sealed record HealthCheckView
{
    /// <summary>What it is.</summary>
    public required string Name { get; init; }

    /// <summary><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</summary>
    public required string Status { get; init; }

    /// <summary>More, in words.</summary>
    public string? Detail { get; init; }
}
