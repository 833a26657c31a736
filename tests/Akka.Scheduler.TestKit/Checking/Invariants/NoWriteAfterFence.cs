namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>10: whoever lost a shard writes nothing any more.</summary>
internal sealed class NoWriteAfterFence() : Invariant(10, "No row of an epoch stands at or behind the take-over of a later one.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        foreach (var shard in run.Terms.GroupBy(term => term.Shard))
        {
            var terms = shard.OrderBy(term => term.Epoch).DistinctBy(term => term.Epoch).ToList();
            var ends = new Dictionary<long, Facts.TermRow>();
            for (var i = 0; i + 1 < terms.Count; i++) ends[terms[i].Epoch] = terms[i + 1];
            foreach (var row in run.Log.Where(row => row.Shard == shard.Key))
            {
                if (!ends.TryGetValue(row.Epoch, out var next)) continue;
                findings.Expect(row.LogSeq < next.FirstSeq, $"shard {shard.Key}", $"a row of epoch {row.Epoch} behind the take-over of {next.Epoch}", next, row);
            }
        }
    }
}
