using System.Text.Json.Serialization;
using Akka.Scheduler.Domain.Tasks;

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

    [JsonPropertyName("edge")]
    public int? Edge { get; init; }

    [JsonPropertyName("bound")]
    public string? Bound { get; init; }

    public static PartParts From(TaskPart part) => new() { Of = part.Of.Value, Index = part.Index, Count = part.Count, Edge = part.Edge, Bound = part.Bound?.Value };

    public TaskPart ToPart() => new(new(Of), Index, Count) { Edge = Edge, Bound = Bound is { } bound ? new(bound) : null };
}
