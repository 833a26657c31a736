using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>A retry policy as it is stored with a schedule. <see cref="Delay"/> and <see cref="BackoffRate"/> belong to the exponential kind unless a kind is given.</summary>
internal sealed record RetryDocument
{
    public int MaxRetries { get; init; }

    public TimeSpan Delay { get; init; }

    public double BackoffRate { get; init; } = 1;

    public TimeSpan MaxDelay { get; init; }

    public double Jitter { get; init; }

    /// <summary>Absent: exponential.</summary>
    public BackoffKind? Kind { get; init; }

    public IReadOnlyList<TimeSpan>? Delays { get; init; }

    public IReadOnlyList<string>? Retryable { get; init; }

    public IReadOnlyList<string>? NonRetryable { get; init; }

    public static RetryDocument Of(RetryPolicy policy)
    {
        var document = new RetryDocument
        {
            MaxRetries = policy.MaxRetries,
            MaxDelay = policy.MaxDelay,
            Jitter = policy.Jitter,
            Retryable = policy.Errors.Retryable is { Count: > 0 } only ? only : null,
            NonRetryable = policy.Errors.NonRetryable is { Count: > 0 } never ? never : null,
        };
        return policy.Backoff switch
        {
            Backoff.Exponential exponential => document with { Delay = exponential.Delay, BackoffRate = exponential.Rate },
            Backoff.Fixed same => document with { Kind = BackoffKind.Fixed, Delay = same.Delay },
            Backoff.Linear linear => document with { Kind = BackoffKind.Linear, Delay = linear.Delay },
            Backoff.Listed listed => document with { Kind = BackoffKind.Listed, Delays = listed.Delays },
            var other => throw new InvalidOperationException($"unknown back-off {other.GetType().Name}"),
        };
    }

    public RetryPolicy ToPolicy() => new(MaxRetries, ToBackoff(), MaxDelay, Jitter) { Errors = new(Retryable ?? [], NonRetryable ?? []) };

    private Backoff ToBackoff() => Kind switch
    {
        null => new Backoff.Exponential(Delay, BackoffRate),
        BackoffKind.Fixed => new Backoff.Fixed(Delay),
        BackoffKind.Linear => new Backoff.Linear(Delay),
        BackoffKind.Listed when Delays is { Count: > 0 } delays => new Backoff.Listed(delays),
        _ => throw new InvalidDataException("a stored retry policy is a list without delays"),
    };
}

/// <summary>The kinds that a stored policy names.</summary>
internal enum BackoffKind
{
    Fixed,
    Linear,
    Listed,
}
