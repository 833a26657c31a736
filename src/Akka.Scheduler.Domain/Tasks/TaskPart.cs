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

    /// <summary>The id of a part.</summary>
    public static TaskId IdOf(TaskId whole, int index) => new(string.Create(CultureInfo.InvariantCulture, $"{whole}.{index}"));
}
