using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>From when to when a task was not finished; a redriven one has several, and one whose end was taken back had ended all the same.</summary>
internal readonly record struct LiveSpan(TaskId Task, DateTimeOffset From, DateTimeOffset To)
{
    public static IEnumerable<LiveSpan> Of(RunHistory run, TaskId task, IReadOnlyList<LogRow> steps)
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
                yield return new(task, began, EndOf(run, task, began, step.At));
                from = null;
            }
        }

        if (from is { } open) yield return new(task, open, EndOf(run, task, open, DateTimeOffset.MaxValue));
    }

    private static DateTimeOffset EndOf(RunHistory run, TaskId task, DateTimeOffset from, DateTimeOffset end) =>
        run.RolledBack.EndsOf(task).Select(row => row.Step!.At).Where(at => at > from && at < end).DefaultIfEmpty(end).Min();
}
