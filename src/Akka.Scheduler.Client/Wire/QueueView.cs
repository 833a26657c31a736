using System.Text.Json.Serialization;

namespace Akka.Scheduler.Client.Wire;

/// <summary>A queue: its limits and its load.</summary>
public sealed record QueueView
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is paused: nothing starts from it.</summary>
    public bool Paused { get; init; }

    /// <summary>When it was paused.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>Who paused it: the name of a token; <c>loopback</c> or <c>anonymous</c> where no token is asked for.</summary>
    public string? PausedBy { get; init; }

    /// <summary>Why it was paused.</summary>
    public string? PausedReason { get; init; }

    /// <summary>At most this many of its tasks run in the cluster; null for no limit.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>At most this many starts a second in the cluster; null for no limit.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>Tasks that are not due or wait for others.</summary>
    public long Pending { get; init; }

    /// <summary>Tasks that are ready.</summary>
    public long Queued { get; init; }

    /// <summary>Tasks that run.</summary>
    public long Running { get; init; }

    /// <summary>Tasks that wait for their next attempt.</summary>
    public long Retrying { get; init; }
}

/// <summary>The body of <c>PATCH /queues/{name}</c>; a member left out stays as it is, 0 takes the limit away.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record QueuePatch
{
    /// <summary>At most this many of its tasks run in the cluster; 0 for no limit.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>At most this many starts a second in the cluster; 0 for no limit.</summary>
    public double? RatePerSecond { get; init; }
}
