using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>8: a take-over writes first. A row of an older epoch behind it is left to <see cref="NoWriteAfterFence"/>.</summary>
internal sealed class EpochsBeginWithTerm() : Invariant(8, "Epochs rise along a shard's log, and the first row of each is its take-over.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        if (run.Terms.Count == 0) return;
        foreach (var rows in run.Log.GroupBy(row => row.Shard))
        {
            var epochs = rows.GroupBy(row => row.Epoch)
                .Select(epoch => epoch.MinBy(row => (row.LogSeq, row.OpNo))!)
                .OrderBy(first => (first.LogSeq, first.OpNo)).ToList();
            foreach (var first in epochs)
                findings.Expect(first is { Step: null, Mark: LogRow.TermMark }, $"shard {rows.Key}", $"epoch {first.Epoch} does not begin with its take-over", first);
            for (var i = 1; i < epochs.Count; i++)
                findings.Expect(epochs[i].Epoch > epochs[i - 1].Epoch, $"shard {rows.Key}", "an epoch follows a later one", epochs[i - 1], epochs[i]);
        }
    }
}
