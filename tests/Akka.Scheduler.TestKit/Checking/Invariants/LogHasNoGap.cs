namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>9: every commit of a shard is in its log, once.</summary>
internal sealed class LogHasNoGap() : Invariant(9, "The numbers of a shard's log run from 1 to the shard's own, without a gap and without a row twice.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        if (run.Shards.Count == 0) return;
        var ends = run.Shards.ToDictionary(shard => shard.Shard, shard => shard.LogSeq);
        foreach (var rows in run.Log.GroupBy(row => row.Shard))
        {
            var numbers = rows.Select(row => row.LogSeq).Distinct().Order().ToList();
            var gap = numbers.Where((number, i) => number != i + 1).Take(1).ToList();
            findings.Expect(gap.Count == 0, $"shard {rows.Key}", "its log has a gap", gap.Select(number => (object)$"before {number}"));
            if (ends.TryGetValue(rows.Key, out var end))
                findings.Expect(numbers[^1] == end, $"shard {rows.Key}", $"its log ends at {numbers[^1]}, and its row says {end}");
            foreach (var twice in rows.GroupBy(row => (row.LogSeq, row.OpNo)).Where(same => same.Count() > 1))
                findings.Fail($"shard {rows.Key}", "a row is there twice", twice);
        }

        var logged = run.Log.Select(row => row.Shard).ToHashSet();
        foreach (var shard in run.Shards.Where(shard => shard.LogSeq > 0))
            findings.Expect(logged.Contains(shard.Shard), $"shard {shard.Shard}", "its log is gone", shard);
    }
}
