using System.Text.Json.Serialization;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Storage.Documents;

/// <summary>How a task is split, in a <see cref="SpecDocument"/>: by a number of parts, by labels of workers, or it has been.</summary>
internal sealed record SplitParts
{
    [JsonPropertyName("n")]
    public int? Parts { get; init; }

    [JsonPropertyName("workers")]
    public SortedDictionary<string, string>? Workers { get; init; }

    /// <summary>Whether something reduces, where the task has been split.</summary>
    [JsonPropertyName("done")]
    public bool? Reduces { get; init; }

    /// <summary>How often parts were made, where the task has been split.</summary>
    [JsonPropertyName("rounds")]
    public int? Rounds { get; init; }

    /// <summary>What the parts of such a task run.</summary>
    [JsonPropertyName("part")]
    public ReduceParts? Part { get; init; }

    /// <summary>For which worker each part of such a task is.</summary>
    [JsonPropertyName("bound")]
    public string[]? Bound { get; init; }

    [JsonPropertyName("policy")]
    public short? Policy { get; init; }

    [JsonPropertyName("reduce")]
    public ReduceParts? Reduce { get; init; }

    public static SplitParts Of(TaskSplit split)
    {
        var policy = split.OnPartFailure == DependencyPolicy.Fail ? null : (short?)split.OnPartFailure;
        return split switch
        {
            TaskSplit.FanOut fan => new() { Parts = fan.Parts, Policy = policy, Reduce = ReduceParts.Of(fan.Reduce) },
            TaskSplit.Broadcast broadcast => new()
            {
                Workers = new(broadcast.Requires.ToDictionary(), StringComparer.Ordinal),
                Policy = policy,
                Reduce = ReduceParts.Of(broadcast.Reduce),
            },
            TaskSplit.Done done => new()
            {
                Reduces = done.Reduces,
                Rounds = done.Rounds == 0 ? null : done.Rounds,
                Part = ReduceParts.Of(done.Part),
                Bound = done.Workers is { } workers ? [.. workers.Select(worker => worker.Value)] : null,
                Policy = policy,
            },
            _ => throw new ArgumentException($"unknown split {split.GetType().Name}", nameof(split)),
        };
    }

    public TaskSplit ToSplit()
    {
        var policy = (DependencyPolicy)(Policy ?? 0);
        if (Reduces is { } reduces)
        {
            return new TaskSplit.Done(reduces)
            {
                OnPartFailure = policy,
                Rounds = Rounds ?? 0,
                Part = Part?.ToTemplate(),
                Workers = Bound is { } bound ? [.. bound.Select(worker => new WorkerId(worker))] : null,
            };
        }

        return Parts is { } parts
            ? new TaskSplit.FanOut(parts) { Reduce = Reduce?.ToTemplate(), OnPartFailure = policy }
            : new TaskSplit.Broadcast(Workers ?? TaskTemplate.NoLabels) { Reduce = Reduce?.ToTemplate(), OnPartFailure = policy };
    }
}

/// <summary>What runs when the parts of a task have ended, or what those run: what a column would hold, and the document of the rest.</summary>
internal sealed record ReduceParts
{
    [JsonPropertyName("executor")]
    public required string Executor { get; init; }

    [JsonPropertyName("payload")]
    public string? Payload { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("spec")]
    public string? Document { get; init; }

    public static ReduceParts? Of(TaskTemplate? reduce) => reduce is null
        ? null
        : new() { Executor = reduce.Executor, Payload = reduce.Payload, Name = reduce.Name, Document = SpecDocument.Write(Alone(reduce)) };

    public TaskTemplate ToTemplate() => SpecDocument.Read(Document, Alone(new() { Executor = Executor, Payload = Payload, Name = Name })).Template;

    private static TaskSpec Alone(TaskTemplate reduce) => new(default, reduce, default, default);
}
