using System.Globalization;
using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Domain.Tasks;

/// <summary>Which part of another task a task is.</summary>
/// <param name="Of">The task that gathers the parts: it waits for all of them.</param>
/// <param name="Index">The part's number, from 0.</param>
/// <param name="Count">How many parts there are.</param>
public sealed record TaskPart(TaskId Of, int Index, int Count)
{
    /// <summary>The most parts that a task can have.</summary>
    public const int Most = 10_000;

    /// <summary>The label of each worker that holds its node's id: what binds a part to one.</summary>
    public const string WorkerLabel = "node";

    /// <summary>Which of the edges of the gathering task it is (<see cref="TaskSpec.NumberOf"/>); absent where that task asks for itself how its parts end.</summary>
    public int? Edge { get; init; }

    /// <summary>The one worker that it is for; absent where any that fits may run it. If that worker is gone, so is the part.</summary>
    public WorkerId? Bound { get; init; }

    /// <summary>The id of a part.</summary>
    public static TaskId IdOf(TaskId whole, int index) => new(string.Create(CultureInfo.InvariantCulture, $"{whole}.{index}"));
}
