using System.Text.Json.Serialization;

namespace Akka.Scheduler.Storage.Documents;

/// <summary>Which part of another task a task is, in a <see cref="SpecDocument"/>.</summary>
internal sealed record PartParts
{
    [JsonPropertyName("of")]
    public required string Of { get; init; }

    [JsonPropertyName("i")]
    public int Index { get; init; }

    [JsonPropertyName("n")]
    public int Count { get; init; }
}
