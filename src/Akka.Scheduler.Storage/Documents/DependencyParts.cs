using System.Text.Json.Serialization;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Storage.Documents;

/// <summary>What a task waits for, in a <see cref="SpecDocument"/>.</summary>
internal sealed record DependencyParts
{
    [JsonPropertyName("on")]
    public required string[] On { get; init; }

    /// <summary>One digit for each: the number of its condition; absent where all are 0.</summary>
    [JsonPropertyName("when")]
    public string? When { get; init; }

    [JsonPropertyName("policy")]
    public short? Policy { get; init; }

    public static DependencyParts Of(TaskDependencies dependencies)
    {
        var on = dependencies.On;
        return new()
        {
            On = [.. on.Select(each => each.Task.Value)],
            When = on.All(each => each.When == DependencyCondition.ByPolicy) ? null : string.Concat(on.Select(each => (char)('0' + (short)each.When))),
            Policy = dependencies.Policy == DependencyPolicy.Fail ? null : (short)dependencies.Policy,
        };
    }

    public TaskDependencies ToDependencies() => new(
        [.. On.Select((task, edge) => new Dependency(new(task), When is null ? DependencyCondition.ByPolicy : (DependencyCondition)(When[edge] - '0')))],
        (DependencyPolicy)(Policy ?? 0));
}
