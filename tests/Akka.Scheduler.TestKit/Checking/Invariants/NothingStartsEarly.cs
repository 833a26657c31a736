using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>21: a due instant is kept.</summary>
internal sealed class NothingStartsEarly() : Invariant(21, "No attempt starts before its task is due, no first one after its TTL, and none after its deadline.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        foreach (var (task, steps) in run.Chains())
        {
            if (run.TaskById.GetValueOrDefault(task)?.Task.Spec is not { } spec) continue;
            // The row holds the last due instant: only what follows its last change is judged by it.
            var from = steps.Select(row => row.Step!).LastOrDefault(step => step.Type is TransitionType.Redriven or TransitionType.Changed)?.Seq ?? 0;
            var first = true;
            foreach (var row in steps.Where(row => row.Step!.Seq > from && row.Step.Type == TransitionType.Started))
            {
                findings.Expect(row.Step!.At >= spec.DueAt, task, $"started {spec.DueAt - row.Step.At} before it was due", row);
                if (first && from == 0 && spec.ExpiresAt is { } end)
                    findings.Expect(row.Step.At < end, task, $"started {row.Step.At - end} after its TTL", row);
                if (spec.EndsAt is { } last) findings.Expect(row.Step.At < last, task, $"started {row.Step.At - last} after its deadline", row);
                first = false;
            }
        }
    }
}
