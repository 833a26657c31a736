using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>25: an inbox row becomes its task in one step.</summary>
internal sealed class InboxRowsAreConsumedOnce()
    : Invariant(25, "An inbox row is taken by one commit, which makes its task unless that is there already, and is gone from then on.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        foreach (var taken in run.Consumptions.GroupBy(row => (row.Shard, row.Position)))
            findings.Expect(taken.Count() == 1, taken.First().Task, "its inbox row was taken twice", taken);
        foreach (var taken in run.Consumptions)
        {
            var born = run.StepsByTask.GetValueOrDefault(taken.Task, []).FirstOrDefault(row => row.Step!.Type == TransitionType.Created);
            findings.Expect(born is not null && born.LogSeq <= taken.LogSeq, taken.Task, "its inbox row was taken without making it", taken, born);
        }

        var positions = run.Consumptions.Select(row => (row.Shard, row.Position)).ToHashSet();
        var ids = new HashSet<TaskId>();
        foreach (var row in run.Inbox)
        {
            findings.Expect(!positions.Contains((row.Shard, row.Position)), row.Task, "its inbox row was taken and is still there", row);
            findings.Expect(ids.Add(row.Task), row.Task, "is in the inboxes twice", row);
        }
    }
}
