using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>1: nothing acknowledged is lost.</summary>
internal sealed class AcknowledgedTasksExist() : Invariant(1, "Every acknowledged task was created, or waits in an inbox.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        var waiting = run.Inbox.Select(row => row.Task).ToHashSet();
        foreach (var submission in run.Submissions.Where(submission => submission.Answer == Answer.Acknowledged))
        {
            var task = submission.Task;
            findings.Expect(run.StepsByTask.ContainsKey(task) || waiting.Contains(task), task, "was acknowledged and is not there", submission);
        }
    }
}
