using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>14: at most once means it.</summary>
internal sealed class AtMostOnceIsKept() : Invariant(14, "Of a task that runs at most once, one attempt's work begins for each time that it was made or run again by order.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        foreach (var runs in run.Effects.Where(effect => !effect.Ends).GroupBy(effect => effect.Task))
        {
            if (run.TaskById.GetValueOrDefault(runs.Key)?.Task.Spec.Template.Delivery != DeliveryGuarantee.AtMostOnce) continue;
            var drives = 1 + run.StepsByTask.GetValueOrDefault(runs.Key, []).Count(row => row.Step!.Type == TransitionType.Redriven);
            var attempts = runs.Select(effect => effect.Attempt).Distinct().Count();
            findings.Expect(attempts <= drives, runs.Key, $"{attempts} attempts ran, and it was to run {drives} times at most", runs);
        }
    }
}
