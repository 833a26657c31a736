namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>7: an epoch has one writer.</summary>
internal sealed class OneOwnerPerEpoch() : Invariant(7, "A shard's epoch has one owner, and every row of the log is of an epoch that somebody took.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        if (run.Terms.Count == 0) return;
        foreach (var terms in run.Terms.GroupBy(term => (term.Shard, term.Epoch)))
            findings.Expect(terms.Count() == 1, $"shard {terms.Key.Shard}", $"epoch {terms.Key.Epoch} was taken {terms.Count()} times", terms);
        var known = run.Terms.Select(term => (term.Shard, term.Epoch)).ToHashSet();
        foreach (var rows in run.Log.GroupBy(row => (row.Shard, row.Epoch)))
            findings.Expect(known.Contains(rows.Key), $"shard {rows.Key.Shard}", $"rows of epoch {rows.Key.Epoch}, which nobody took", rows.First());
    }
}
