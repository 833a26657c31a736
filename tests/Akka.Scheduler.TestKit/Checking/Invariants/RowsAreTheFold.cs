using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>26: the rows say what the log says.</summary>
internal sealed class RowsAreTheFold() : Invariant(26, "A task's row is what its steps add up to, and the counters count the rows.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        foreach (var same in run.Tasks.GroupBy(row => row.Task.Id))
            findings.Expect(same.Count() == 1, same.Key, $"has {same.Count()} rows", same);
        foreach (var row in run.Tasks) CheckRow(row, run.StepsByTask.GetValueOrDefault(row.Task.Id, []), findings);
        foreach (var (task, steps) in run.StepsByTask)
            findings.Expect(run.TaskById.ContainsKey(task), task, "has steps and no row", steps[^1]);
        if (run.Counts.Count > 0) CheckCounts(run, findings);
    }

    private static void CheckRow(TaskRow row, IReadOnlyList<LogRow> steps, Findings findings)
    {
        var (state, version, attempt) = ((TaskState?)null, 0, 0);
        (AttemptId? open, DateTimeOffset? end) = (null, null);
        foreach (var step in steps.Select(entry => entry.Step!).Where(step => step.Type != TransitionType.ResultRefused))
        {
            if (step.Type == TransitionType.Started) (attempt, open) = (attempt + 1, step.AttemptId);
            if (step.Type == TransitionType.Returned) attempt--;
            if (step.To != TaskState.Running) open = null;
            end = step.To.IsTerminal() ? step.At : null;
            (state, version) = (step.To, step.Seq);
        }

        var task = row.Task;
        findings.Expect(
            (task.State, task.Version, task.Attempt, task.Open?.Id, task.FinishedAt) == (state, version, attempt, open, end), task.Id,
            $"its row says {task.State} {task.Version}, attempt {task.Attempt} ({task.Open?.Id}), finished {task.FinishedAt:O}; "
            + $"its steps say {state} {version}, attempt {attempt} ({open}), finished {end:O}",
            steps.TakeLast(2));
    }

    private static void CheckCounts(RunHistory run, Findings findings)
    {
        var rows = run.Tasks.CountBy(row => (row.Task.Spec.Template.Queue, row.Task.State)).ToDictionary();
        var counts = run.Counts.GroupBy(count => (count.Queue, count.State)).ToDictionary(same => same.Key, same => same.Sum(count => count.Count));
        foreach (var key in rows.Keys.Union(counts.Keys))
        {
            var (there, counted) = (rows.GetValueOrDefault(key), counts.GetValueOrDefault(key));
            findings.Expect(there == counted, $"queue {key.Item1}", $"{there} rows are {key.Item2}, and the counter says {counted}");
        }
    }
}
