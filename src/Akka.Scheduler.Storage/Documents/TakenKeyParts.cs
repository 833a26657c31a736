using System.Text.Json.Serialization;

namespace Akka.Scheduler.Storage.Documents;

/// <summary>A unique key that could not be had, as the database tells it.</summary>
internal sealed record TakenKeyParts
{
    [JsonPropertyName("shard")]
    public required int Shard { get; init; }

    [JsonPropertyName("key")]
    public required string Key { get; init; }

    [JsonPropertyName("task")]
    public required string Task { get; init; }

    [JsonPropertyName("holder")]
    public required string Holder { get; init; }
}
