using System.Text.Json.Serialization;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Storage.Documents;

/// <summary>The members of a <see cref="SpecDocument"/>; durations in ticks of 100 ns, instants in ticks of UTC.</summary>
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

    [JsonPropertyName("lost")]
    public short? OnLost { get; init; }

    [JsonPropertyName("total")]
    public long? TotalTimeout { get; init; }

    [JsonPropertyName("deadline")]
    public long? Deadline { get; init; }

    [JsonPropertyName("fair")]
    public string? FairnessKey { get; init; }

    [JsonPropertyName("scheduled")]
    public long? ScheduledTime { get; init; }

    [JsonPropertyName("trace")]
    public string? TraceParent { get; init; }

    [JsonPropertyName("unique")]
    public string? UniqueKey { get; init; }

    [JsonPropertyName("uniqueFor")]
    public long? UniqueFor { get; init; }

    [JsonPropertyName("limit")]
    public LimitParts? Limit { get; init; }

    [JsonPropertyName("requires")]
    public SortedDictionary<string, string>? Requires { get; init; }

    [JsonPropertyName("part")]
    public PartParts? Part { get; init; }

    [JsonPropertyName("parts")]
    public int? Parts { get; init; }

    [JsonPropertyName("split")]
    public SplitParts? Split { get; init; }

    [JsonPropertyName("after")]
    public DependencyParts? Dependencies { get; init; }
}

/// <summary>The limit of a concurrency key.</summary>
internal sealed record LimitParts
{
    [JsonPropertyName("key")]
    public required string Key { get; init; }

    [JsonPropertyName("max")]
    public int? Max { get; init; }

    [JsonPropertyName("rate")]
    public double? Rate { get; init; }

    public static LimitParts Of(KeyLimit limit) => new() { Key = limit.Key, Max = limit.MaxConcurrency, Rate = limit.RatePerSecond };

    public KeyLimit ToLimit() => new(Key, Max, Rate);
}
