namespace Akka.Scheduler.Domain.Queues;

/// <summary>What is set for a queue. A queue of which nothing is stored has no limit and is not paused.</summary>
/// <remarks>Invariant: who paused it and when are there exactly while it is paused; a reason only then.</remarks>
public sealed record QueueSettings
{
    /// <summary>The queue.</summary>
    public required string Name { get; init; }

    /// <summary>At most this many of its tasks run in the whole cluster, from 1; absent: no limit.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>At most this many starts a second in the whole cluster, above 0; absent: no limit.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>Whether nothing of it starts. What runs goes on, and what outlives its TTL expires.</summary>
    public bool Paused => PausedAt is not null;

    /// <summary>When it was paused.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>Who paused it.</summary>
    public string? PausedBy { get; init; }

    /// <summary>Why, if that was said.</summary>
    public string? PausedReason { get; init; }

    /// <summary>Rises by one with every change, from 1; 0 while nothing is stored.</summary>
    public long Version { get; init; }

    /// <summary>Whether it says nothing that a queue without settings does not say.</summary>
    public bool IsPlain => !Paused && MaxConcurrency is null && RatePerSecond is null;

    /// <summary>A queue of which nothing is stored.</summary>
    public static QueueSettings Of(string name) => new() { Name = name };
}
