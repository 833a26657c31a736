using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Hosting.Gateway.Views;

/// <summary>Retry policies in the words of the wire.</summary>
internal static class RetryViews
{
    public static RetrySpec Of(RetryPolicy policy)
    {
        var spec = new RetrySpec
        {
            MaxRetries = policy.MaxRetries,
            MaxDelay = policy.MaxDelay,
            Jitter = policy.Jitter,
            Retryable = policy.Errors.Retryable is { Count: > 0 } only ? only : null,
            NonRetryable = policy.Errors.NonRetryable is { Count: > 0 } never ? never : null,
        };
        return policy.Backoff switch
        {
            Backoff.Exponential exponential => spec with { Kind = WireRetryKind.Exponential, Delay = exponential.Delay, BackoffRate = exponential.Rate },
            Backoff.Fixed same => spec with { Kind = WireRetryKind.Fixed, Delay = same.Delay },
            Backoff.Linear linear => spec with { Kind = WireRetryKind.Linear, Delay = linear.Delay },
            Backoff.Listed listed => spec with { Kind = WireRetryKind.List, Delays = listed.Delays },
            var other => throw new InvalidOperationException($"unknown back-off {other.GetType().Name}"),
        };
    }
}
