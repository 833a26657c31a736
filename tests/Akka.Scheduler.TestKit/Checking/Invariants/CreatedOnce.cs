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
            CheckUnique(run, rows.Key!, [.. rows.Select(row => row.Task.Id)], findings);
    }

    private static void CheckUnique(RunHistory run, string key, IReadOnlyList<TaskId> tasks, Findings findings)
    {
        var lives = tasks.SelectMany(task => LiveSpan.Of(task, run.StepsByTask.GetValueOrDefault(task, []))).OrderBy(span => span.From).ToList();
        for (var i = 1; i < lives.Count; i++)
        {
            findings.Expect(
                lives[i].From >= lives[i - 1].To, $"unique key {key}", $"{lives[i - 1].Task} and {lives[i].Task} were live at once", lives[i - 1], lives[i]);
        }
    }
}
