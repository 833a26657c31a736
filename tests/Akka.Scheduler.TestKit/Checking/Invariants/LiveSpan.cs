using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>From when to when a task was not finished; a redriven one has several.</summary>
internal readonly record struct LiveSpan(TaskId Task, DateTimeOffset From, DateTimeOffset To)
{
    public static IEnumerable<LiveSpan> Of(TaskId task, IReadOnlyList<LogRow> steps)
    {
        DateTimeOffset? from = null;
        foreach (var step in steps.Select(row => row.Step!).Where(step => step.Type != TransitionType.ResultRefused))
        {
            if (!step.To.IsTerminal())
            {
                from ??= step.At;
            }
            else if (from is { } began)
            {
                yield return new(task, began, step.At);
                from = null;
            }
        }

        if (from is { } open) yield return new(task, open, DateTimeOffset.MaxValue);
    }
}
