using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>24: what comes after waits for what comes before.</summary>
internal sealed class DependenciesHold() : Invariant(24, "A task starts only when all that it depends on has ended as its policy wants.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        foreach (var row in run.Tasks.Where(row => row.DependsOn.Count > 0))
        {
            var steps = run.StepsByTask.GetValueOrDefault(row.Task.Id, []);
            if (steps.FirstOrDefault(step => step.Step!.Type == TransitionType.Started) is { } start) CheckStart(run, row, start, findings);
            else if (steps.Count > 0 && steps[^1].Step!.To.IsTerminal()) CheckEnd(run, row, steps[^1], findings);
        }
    }

    private static void CheckStart(RunHistory run, TaskRow row, LogRow start, Findings findings)
    {
        foreach (var parent in row.DependsOn)
        {
            var ended = run.StepsByTask.GetValueOrDefault(parent, []).Where(step => step.Step!.At <= start.Step!.At + run.Tolerances.Skew)
                .LastOrDefault(step => step.Step!.Type != TransitionType.ResultRefused);
            findings.Expect(ended?.Step!.To.IsTerminal() == true, row.Task.Id, $"started before {parent} had ended", ended, start);
            if (ended?.Step!.To.IsTerminal() == true && row.OnDependencyFailure != DependencyPolicy.Run)
                findings.Expect(ended.Step.To == TaskState.Succeeded, row.Task.Id, $"started although {parent} did not succeed", ended, start);
        }
    }

    private static void CheckEnd(RunHistory run, TaskRow row, LogRow end, Findings findings)
    {
        if (end.Step!.To is TaskState.Expired or TaskState.Succeeded || row.OnDependencyFailure == DependencyPolicy.Run) return;
        var failed = row.DependsOn.Any(parent => run.StepsByTask.GetValueOrDefault(parent, []) is { Count: > 0 } steps
            && steps.Any(step => step.Step!.To.IsTerminal() && step.Step.To != TaskState.Succeeded));
        if (!failed) return;
        var wanted = row.OnDependencyFailure == DependencyPolicy.Fail ? TaskState.Failed : TaskState.Cancelled;
        findings.Expect(end.Step.To == wanted || end.Step.To == TaskState.Cancelled, row.Task.Id, $"is {end.Step.To}, and its policy wants {wanted}", end);
    }
}
