using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>4: each step begins where the one before it ended.</summary>
internal sealed class ChainsHaveNoBreak() : Invariant(4, "In the order of the log, every step of a task begins in the state in which the one before it ended, and has the next number.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        foreach (var (task, steps) in run.Chains())
        {
            findings.Expect(steps.Count > 0 && steps[0].Step!.From is null, task, "its history does not begin with its creation", steps.Take(1));
            for (var i = 1; i < steps.Count; i++)
            {
                var (before, step) = (steps[i - 1].Step!, steps[i].Step!);
                if (step.Type == TransitionType.Created) continue;
                findings.Expect(step.From == before.To, task, $"step {step.Seq} begins at {step.From}, and the one before ended at {before.To}", steps[i - 1], steps[i]);
                findings.Expect(step.Seq == before.Seq + 1, task, $"step {step.Seq} follows step {before.Seq}", steps[i - 1], steps[i]);
            }
        }
    }
}
