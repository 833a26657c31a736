using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>11: a task has at most one open attempt.</summary>
internal sealed class OneLiveAttempt() : Invariant(11, "Attempts of a task do not overlap, their numbers rise by one, and an attempt's id is given once.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        var ids = new Dictionary<AttemptId, LogRow>();
        foreach (var (task, steps) in run.Chains())
        {
            LogRow? open = null;
            var number = 0;
            foreach (var row in steps)
            {
                var step = row.Step!;
                if (step.Type == TransitionType.Started)
                {
                    findings.Expect(open is null, task, "was started with an attempt open", open, row);
                    findings.Expect(step.Attempt == ++number, task, $"attempt {step.Attempt} is number {number}", row);
                    findings.Expect(step.AttemptId is { } id && ids.TryAdd(id, row), task, $"the id of attempt {step.Attempt} was given before", row);
                    open = row;
                }
                else if (step.From == TaskState.Running && step.To != TaskState.Running)
                {
                    findings.Expect(open is not null && open.Step!.AttemptId == step.AttemptId, task, "an attempt ended that was not open", open, row);
                    if (step.Type == TransitionType.Returned) number--;
                    open = null;
                }
            }
        }
    }
}
