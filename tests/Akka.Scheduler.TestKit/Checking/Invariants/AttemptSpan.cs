using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>From when to when an attempt was open, by the log.</summary>
internal readonly record struct AttemptSpan(TaskId Task, DateTimeOffset From, DateTimeOffset To)
{
    public static IReadOnlyList<AttemptSpan> Of(TaskId task, IReadOnlyList<LogRow> steps)
    {
        var spans = new List<AttemptSpan>();
        DateTimeOffset? from = null;
        foreach (var step in steps.Select(row => row.Step!))
        {
            if (step.Type == TransitionType.Started)
            {
                from = step.At;
            }
            else if (from is { } began && step.From == TaskState.Running && step.To != TaskState.Running)
            {
                spans.Add(new(task, began, step.At));
                from = null;
            }
        }

        if (from is { } open) spans.Add(new(task, open, DateTimeOffset.MaxValue));
        return spans;
    }
}
