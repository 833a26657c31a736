using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>How a schedule's task is split, as it is stored: by a number of parts, or by the labels that a worker must have.</summary>
internal sealed record SplitDocument
{
    public int? Parts { get; init; }

    public SortedDictionary<string, string>? Workers { get; init; }

    public TemplateDocument? Reduce { get; init; }

    /// <summary>Absent: the task fails.</summary>
    public DependencyPolicy? OnPartFailure { get; init; }

    public static SplitDocument Of(TaskSplit split) => split switch
    {
        TaskSplit.FanOut fan => new() { Parts = fan.Parts, Reduce = ReduceOf(fan.Reduce), OnPartFailure = PolicyOf(split) },
        TaskSplit.Broadcast broadcast => new()
        {
            Workers = new(broadcast.Requires.ToDictionary(), StringComparer.Ordinal),
            Reduce = ReduceOf(broadcast.Reduce),
            OnPartFailure = PolicyOf(split),
        },
        _ => throw new ArgumentException("a schedule's task cannot have been split", nameof(split)),
    };

    public TaskSplit ToSplit() => Parts is { } parts
        ? new TaskSplit.FanOut(parts) { Reduce = Reduce?.ToTemplate(), OnPartFailure = OnPartFailure ?? DependencyPolicy.Fail }
        : new TaskSplit.Broadcast(Workers ?? TaskTemplate.NoLabels) { Reduce = Reduce?.ToTemplate(), OnPartFailure = OnPartFailure ?? DependencyPolicy.Fail };

    private static TemplateDocument? ReduceOf(TaskTemplate? reduce) => reduce is null ? null : TemplateDocument.Of(reduce);

    private static DependencyPolicy? PolicyOf(TaskSplit split) => split.OnPartFailure == DependencyPolicy.Fail ? null : split.OnPartFailure;
}
