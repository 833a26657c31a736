using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>From when to when an attempt was open, by the log.</summary>
internal readonly record struct AttemptSpan(TaskId Task, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The attempts of a task. One whose end was taken back had ended all the same: its place was given away until that was known.</summary>
    public static IReadOnlyList<AttemptSpan> Of(RunHistory run, TaskId task, IReadOnlyList<LogRow> steps)
    {
        var spans = new List<AttemptSpan>();
        HistoryEntry? started = null;
        foreach (var step in steps.Select(row => row.Step!))
        {
            if (step.Type == TransitionType.Started)
            {
                started = step;
            }
            else if (started is not null && step.From == TaskState.Running && step.To != TaskState.Running)
            {
                spans.Add(Span(run, started, step.At));
                started = null;
            }
        }

        if (started is not null) spans.Add(Span(run, started, DateTimeOffset.MaxValue));
        return spans;
    }

    private static AttemptSpan Span(RunHistory run, HistoryEntry started, DateTimeOffset end) =>
        new(started.Task, started.At, started.AttemptId is { } attempt && run.RolledBack.EndOf(attempt) is { } before && before < end ? before : end);
}
