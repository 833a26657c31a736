using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>17: retries are as many as the policy says, and not before their back-off.</summary>
internal sealed class AttemptsAreBounded() : Invariant(17, "A task is repeated at most as often as its policy says, not before the back-off is over, and not late outside of faults.")
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    public override void Check(RunHistory run, Findings findings)
    {
        foreach (var (task, steps) in run.Chains())
        {
            if (run.TaskById.GetValueOrDefault(task)?.Task.Spec.Template.Retry is { } policy) CheckTask(run, task, policy, steps, findings);
        }
    }

    private static void CheckTask(RunHistory run, TaskId task, RetryPolicy policy, IReadOnlyList<LogRow> steps, Findings findings)
    {
        var failures = 0;
        LogRow? retry = null;
        foreach (var row in steps)
        {
            switch (row.Step!.Type)
            {
                case TransitionType.Redriven:
                    (failures, retry) = (0, null);
                    break;
                case TransitionType.RetryScheduled:
                    findings.Expect(++failures <= policy.MaxRetries, task, $"retry {failures}, and {policy.MaxRetries} are allowed", row);
                    retry = row;
                    break;
                case TransitionType.Started when retry is { } failed:
                    CheckBackOff(run, task, failed, row, policy, failures, findings);
                    retry = null;
                    break;
            }
        }
    }

    private static void CheckBackOff(RunHistory run, TaskId task, LogRow failed, LogRow started, RetryPolicy policy, int retry, Findings findings)
    {
        var (from, at) = (failed.Step!.At, started.Step!.At);
        findings.Expect(at >= from + policy.DelayOf(retry, 1.0) - Tick, task, $"retry {retry} started before its back-off was over", failed, started);
        // An executor may ask for a longer back-off than the policy's, up to the longest one.
        var latest = from + policy.MaxDelay + run.Tolerances.RetrySlo;
        findings.Expect(at <= latest || run.IsExcused(latest, at), task, $"retry {retry} started late", failed, started);
    }
}
