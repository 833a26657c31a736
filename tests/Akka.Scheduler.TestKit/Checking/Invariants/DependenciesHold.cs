using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>24: what comes after waits for what comes before.</summary>
internal sealed class DependenciesHold() : Invariant(24, "A task starts only when all that it depends on has ended as its policy wants, and not later than it must.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        foreach (var row in run.Tasks)
        {
            if (row.Dependencies is not { } depends) continue;
            var steps = run.StepsByTask.GetValueOrDefault(row.Task.Id, []);
            // By command it runs whatever it depends on.
            var first = steps.FirstOrDefault(step => step.Step!.Type is TransitionType.Started or TransitionType.Redriven);
            var hasRunPartsAgain = row.Task.Spec.Template.Split is TaskSplit.Done { Rounds: > 1 };
            if (first?.Step!.Type == TransitionType.Started && !hasRunPartsAgain) CheckStart(run, row, depends, first, findings);
            else if (steps.Count > 0 && first is null && steps[^1].Step!.To.IsTerminal()) CheckEnd(run, row, depends, steps[^1], findings);
            if (run.HealedAt is not null && row.Task.Blocked > 0) CheckBlocked(run, row, depends, findings);
        }
    }

    private static void CheckStart(RunHistory run, TaskRow row, TaskDependencies depends, LogRow start, Findings findings)
    {
        foreach (var (parent, when) in depends.On)
        {
            // One that has ended may have been made to run again; and of one that is gone with all that was known of it, nobody can say how it ended.
            var ends = run.StepsByTask.GetValueOrDefault(parent, []).Concat(run.RolledBack.EndsOf(parent))
                .Where(step => step.Step!.To.IsTerminal() && step.Step.At <= start.Step!.At + run.Tolerances.Skew).ToList();
            if (ends.Count == 0 && run.RolledBack.Tasks.Contains(parent) && !run.StepsByTask.ContainsKey(parent)) continue;
            findings.Expect(ends.Count > 0, row.Task.Id, $"started before {parent} had ended", start);
            if (ends.Count > 0)
                findings.Expect(ends.Any(end => Allows(depends.Policy, when, end.Step!.To)), row.Task.Id, $"started although {parent} did not end as it must", ends[^1], start);
        }
    }

    private static bool Allows(DependencyPolicy policy, DependencyCondition when, TaskState end) => when switch
    {
        DependencyCondition.ByPolicy => policy == DependencyPolicy.Run || end == TaskState.Succeeded,
        DependencyCondition.Success => end == TaskState.Succeeded,
        DependencyCondition.Failure => end != TaskState.Succeeded,
        _ => true,
    };

    private static void CheckEnd(RunHistory run, TaskRow row, TaskDependencies depends, LogRow end, Findings findings)
    {
        if (end.Step!.To is TaskState.Expired or TaskState.Succeeded || depends.Policy == DependencyPolicy.Run) return;
        if (depends.On.Any(each => each.When != DependencyCondition.ByPolicy)) return;
        var failed = depends.On.Any(each => run.StepsByTask.GetValueOrDefault(each.Task, []) is { Count: > 0 } steps
            && steps.Any(step => step.Step!.To.IsTerminal() && step.Step.To != TaskState.Succeeded));
        if (!failed) return;
        var wanted = depends.Policy == DependencyPolicy.Fail ? TaskState.Failed : TaskState.Cancelled;
        findings.Expect(end.Step.To == wanted || end.Step.To == TaskState.Cancelled, row.Task.Id, $"is {end.Step.To}, and its policy wants {wanted}", end);
    }

    private static void CheckBlocked(RunHistory run, TaskRow row, TaskDependencies depends, Findings findings)
    {
        var open = depends.On.Any(each => run.TaskById.GetValueOrDefault(each.Task)?.Task.State.IsTerminal() != true);
        findings.Expect(open, row.Task.Id, $"still waits for {row.Task.Blocked} tasks, and all that it depends on has ended");
    }
}
