using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>16: what is said to have succeeded was done.</summary>
internal sealed class SuccessIsReal() : Invariant(16, "For every attempt that succeeded, the work itself says that it was done.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        var done = run.Effects.Where(effect => effect.Ends).Select(effect => effect.Attempt).ToHashSet();
        foreach (var row in run.Log)
        {
            if (row.Step is not { Type: TransitionType.Succeeded, AttemptId: { } attempt } step) continue;
            if (run.TaskById.GetValueOrDefault(step.Task)?.Task.Spec.Template.Executor is not { } executor || !run.EffectExecutors.Contains(executor)) continue;
            findings.Expect(done.Contains(attempt), step.Task, "is said to have succeeded, and its work was not done", row);
        }
    }
}
