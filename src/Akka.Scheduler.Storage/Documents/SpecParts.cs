using System.Text.Json.Serialization;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Storage.Documents;

/// <summary>The members of a <see cref="SpecDocument"/>; durations in ticks of 100 ns, the instant in ticks of UTC.</summary>
internal sealed record SpecParts
{
    public static SpecParts Empty { get; } = new();

    [JsonPropertyName("v")]
    public int Version { get; init; }

    [JsonPropertyName("ttl")]
    public long? Ttl { get; init; }

    [JsonPropertyName("timeout")]
    public long? Timeout { get; init; }

    [JsonPropertyName("retry")]
    public RetryParts? Retry { get; init; }

    [JsonPropertyName("delivery")]
    public short? Delivery { get; init; }

    [JsonPropertyName("scheduled")]
    public long? ScheduledTime { get; init; }

    [JsonPropertyName("trace")]
    public string? TraceParent { get; init; }

    [JsonPropertyName("requires")]
    public SortedDictionary<string, string>? Requires { get; init; }

    [JsonPropertyName("after")]
    public DependencyParts? Dependencies { get; init; }
}

/// <summary>A retry policy that is not the omitted one.</summary>
internal sealed record RetryParts
{
    [JsonPropertyName("max")]
    public int MaxRetries { get; init; }

    [JsonPropertyName("delay")]
    public long Delay { get; init; }

    [JsonPropertyName("rate")]
    public double BackoffRate { get; init; }

    [JsonPropertyName("maxDelay")]
    public long MaxDelay { get; init; }

    [JsonPropertyName("jitter")]
    public double Jitter { get; init; }

    public static RetryParts Of(RetryPolicy policy) => new()
    {
        MaxRetries = policy.MaxRetries,
        Delay = policy.Delay.Ticks,
        BackoffRate = policy.BackoffRate,
        MaxDelay = policy.MaxDelay.Ticks,
        Jitter = policy.Jitter,
    };

    public RetryPolicy ToPolicy() => new(MaxRetries, TimeSpan.FromTicks(Delay), BackoffRate, TimeSpan.FromTicks(MaxDelay), Jitter);
}
