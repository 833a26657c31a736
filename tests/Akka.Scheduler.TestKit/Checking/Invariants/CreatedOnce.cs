using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>3: an id, an idempotency key and a unique key stand for one task.</summary>
internal sealed class CreatedOnce() : Invariant(3, "A task is created once, an idempotency key makes one task, and one live task has a unique key.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        foreach (var (task, steps) in run.StepsByTask)
        {
            var births = steps.Where(row => row.Step!.Type == TransitionType.Created).ToList();
            findings.Expect(births.Count == 1, task, $"was created {births.Count} times", births);
        }

        var keys = run.Submissions.Where(submission => submission.IdempotencyKey is not null && run.StepsByTask.ContainsKey(submission.Task));
        foreach (var sent in keys.GroupBy(submission => submission.IdempotencyKey))
        {
            var made = sent.Select(submission => submission.Task).Distinct().ToList();
            findings.Expect(made.Count == 1, $"key {sent.Key}", "made more than one task", made.Cast<object>());
        }

        foreach (var rows in run.Tasks.Where(row => row.UniqueKey is not null).GroupBy(row => row.UniqueKey))
        {
            List<TaskId> live = [.. rows.Where(row => !row.Task.State.IsTerminal()).Select(row => row.Task.Id)];
            findings.Expect(live.Count <= 1, $"unique key {rows.Key}", "is that of several tasks that live", live.Cast<object>());
            CheckUnique(run, rows.Key!, [.. rows.Select(row => row.Task.Id)], findings);
        }
    }

    private static void CheckUnique(RunHistory run, string key, IReadOnlyList<TaskId> tasks, Findings findings)
    {
        var holds = tasks.SelectMany(task => HoldsOf(run, task)).OrderBy(span => span.From).ToList();
        for (var i = 1; i < holds.Count; i++)
        {
            findings.Expect(
                holds[i].From + run.Tolerances.Skew >= holds[i - 1].To, $"unique key {key}", $"{holds[i - 1].Task} and {holds[i].Task} had it at once", holds[i - 1], holds[i]);
        }
    }

    // A step after the one that made the task was decided when that one was durable, and so the claim. When it was made itself says nothing: that
    // is decided before the commit that claims, which may come much later.
    private static IEnumerable<LiveSpan> HoldsOf(RunHistory run, TaskId task)
    {
        DateTimeOffset? sure = null;
        var begins = false;
        foreach (var step in run.StepsByTask.GetValueOrDefault(task, []).Select(row => row.Step!).Where(step => step.Type != TransitionType.ResultRefused))
        {
            if (step.Type is TransitionType.Created or TransitionType.Redriven)
            {
                (begins, sure) = (true, null);
                continue;
            }

            if (begins) sure = step.At;
            begins = false;
            if (!step.To.IsTerminal() || sure is not { } from) continue;
            yield return new(task, from, step.At);
            sure = null;
        }

        if (sure is { } open) yield return new(task, open, DateTimeOffset.MaxValue);
    }
}
