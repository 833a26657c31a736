using System.Text.Json.Serialization;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Storage.Documents;

/// <summary>A retry policy that is not the omitted one. Without a kind it is exponential; durations in ticks of 100 ns.</summary>
internal sealed record RetryParts
{
    private const short Fixed = 1;
    private const short Linear = 2;
    private const short Listed = 3;

    [JsonPropertyName("max")]
    public int MaxRetries { get; init; }

    [JsonPropertyName("delay")]
    public long Delay { get; init; }

    [JsonPropertyName("rate")]
    public double BackoffRate { get; init; } = 1;

    [JsonPropertyName("maxDelay")]
    public long MaxDelay { get; init; }

    [JsonPropertyName("jitter")]
    public double Jitter { get; init; }

    [JsonPropertyName("kind")]
    public short? Kind { get; init; }

    [JsonPropertyName("delays")]
    public long[]? Delays { get; init; }

    [JsonPropertyName("only")]
    public string[]? Retryable { get; init; }

    [JsonPropertyName("never")]
    public string[]? NonRetryable { get; init; }

    public static RetryParts Of(RetryPolicy policy)
    {
        var parts = new RetryParts
        {
            MaxRetries = policy.MaxRetries,
            MaxDelay = policy.MaxDelay.Ticks,
            Jitter = policy.Jitter,
            Retryable = policy.Errors.Retryable.Count == 0 ? null : [.. policy.Errors.Retryable],
            NonRetryable = policy.Errors.NonRetryable.Count == 0 ? null : [.. policy.Errors.NonRetryable],
        };
        return policy.Backoff switch
        {
            Backoff.Exponential exponential => parts with { Delay = exponential.Delay.Ticks, BackoffRate = exponential.Rate },
            Backoff.Fixed same => parts with { Kind = Fixed, Delay = same.Delay.Ticks },
            Backoff.Linear linear => parts with { Kind = Linear, Delay = linear.Delay.Ticks },
            Backoff.Listed listed => parts with { Kind = Listed, Delays = [.. listed.Delays.Select(delay => delay.Ticks)] },
            var other => throw new InvalidOperationException($"unknown back-off {other.GetType().Name}"),
        };
    }

    /// <exception cref="InvalidDataException">The kind is not known.</exception>
    public RetryPolicy ToPolicy() => new(MaxRetries, ToBackoff(), TimeSpan.FromTicks(MaxDelay), Jitter)
    {
        Errors = (Retryable, NonRetryable) is (null, null) ? ErrorRules.AsTheExecutorSays : new(Retryable ?? [], NonRetryable ?? []),
    };

    private Backoff ToBackoff() => Kind switch
    {
        null => new Backoff.Exponential(TimeSpan.FromTicks(Delay), BackoffRate),
        Fixed => new Backoff.Fixed(TimeSpan.FromTicks(Delay)),
        Linear => new Backoff.Linear(TimeSpan.FromTicks(Delay)),
        Listed when Delays is { Length: > 0 } delays => new Backoff.Listed([.. delays.Select(ticks => TimeSpan.FromTicks(ticks))]),
        _ => throw new InvalidDataException($"a stored retry policy of kind {Kind} is not readable"),
    };
}
