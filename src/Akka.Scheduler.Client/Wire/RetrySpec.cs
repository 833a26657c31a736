using System.Text.Json.Serialization;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Client.Wire;

/// <summary>The retry rule of a task: how often, after what waits, and after which errors a failed attempt is repeated.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RetrySpec
{
    /// <summary>How many attempts may follow the first one; 0 for none. Default 3, or as many as there are <see cref="Delays"/>.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>How the waits grow. Default <see cref="WireRetryKind.List"/> where there are <see cref="Delays"/>, else <see cref="WireRetryKind.Exponential"/>.</summary>
    public WireRetryKind? Kind { get; init; }

    /// <summary>The wait before the first retry. Default 10 seconds.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>The factor from one wait to the next, for the exponential kind; 1.0 keeps it constant. Default 2.0.</summary>
    public double? BackoffRate { get; init; }

    /// <summary>The waits of the kind list, in order; the last one again and again if there are more retries.</summary>
    public IReadOnlyList<TimeSpan>? Delays { get; init; }

    /// <summary>No wait is longer than this, neither one that the target asks for. Default 1 hour.</summary>
    public TimeSpan? MaxDelay { get; init; }

    /// <summary>The part of a wait that is left to chance, 0.0 to 1.0. Default 0.0.</summary>
    public double? Jitter { get; init; }

    /// <summary>
    /// If given, only these errors are repeated: codes (HTTP status, exit code), exception types (full or short names) or reasons such as
    /// <c>timeout</c>.
    /// </summary>
    [JsonConverter(typeof(ErrorNamesConverter))]
    public IReadOnlyList<string>? Retryable { get; init; }

    /// <summary>These errors are never repeated; named as in <see cref="Retryable"/>, and stronger.</summary>
    [JsonConverter(typeof(ErrorNamesConverter))]
    public IReadOnlyList<string>? NonRetryable { get; init; }

    /// <summary>Same in all members, and in lists by their entries.</summary>
    public bool Equals(RetrySpec? other) =>
        other is not null
        && (MaxRetries, Kind, Delay, BackoffRate, MaxDelay, Jitter) == (other.MaxRetries, other.Kind, other.Delay, other.BackoffRate, other.MaxDelay, other.Jitter)
        && AreSame(Delays, other.Delays) && AreSame(Retryable, other.Retryable) && AreSame(NonRetryable, other.NonRetryable);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(MaxRetries, Kind, Delay, BackoffRate, Delays?.Count, MaxDelay, Jitter, NonRetryable?.Count);

    private static bool AreSame<T>(IReadOnlyList<T>? left, IReadOnlyList<T>? right) =>
        left is null || right is null ? ReferenceEquals(left, right) : left.SequenceEqual(right);
}

/// <summary>How the waits between attempts grow.</summary>
[JsonConverter(typeof(WireEnumConverter<WireRetryKind>))]
public enum WireRetryKind
{
    /// <summary>delay · rateⁿ⁻¹. The default.</summary>
    Exponential,

    /// <summary>The same wait each time.</summary>
    Fixed,

    /// <summary>delay · n.</summary>
    Linear,

    /// <summary>As listed.</summary>
    List,
}

/// <summary>What follows when an attempt is lost with its worker.</summary>
[JsonConverter(typeof(WireEnumConverter<WireLossPolicy>))]
public enum WireLossPolicy
{
    /// <summary>Another attempt, while retries are left. The default.</summary>
    Retry,

    /// <summary>The task fails with the reason <c>lost</c>.</summary>
    Fail,
}
