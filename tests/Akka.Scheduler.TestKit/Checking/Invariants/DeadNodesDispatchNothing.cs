using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>27: the lease keeps the dead quiet. The fence is what guarantees it; this counts how often it was needed.</summary>
internal sealed class DeadNodesDispatchNothing() : Invariant(27, "A life of a node starts nothing after it was declared dead.")
{
    /// <inheritdoc/>
    public override bool IsSoft => true;

    public override void Check(RunHistory run, Findings findings)
    {
        var deaths = run.Deaths.GroupBy(death => death.Incarnation).ToDictionary(same => same.Key, same => same.Min(death => death.At));
        var owners = run.Terms.GroupBy(term => (term.Shard, term.Epoch)).ToDictionary(same => same.Key, same => same.First());
        foreach (var row in run.Log.Where(row => row.Step?.Type == TransitionType.Started))
        {
            if (!owners.TryGetValue((row.Shard, row.Epoch), out var owner)) continue;
            findings.Look();
            if (deaths.TryGetValue(owner.OwnerInc, out var died) && row.Step!.At > died + run.Tolerances.Skew)
                findings.Fail(row.Step.Task, $"was started by {owner.OwnerId}, which had been declared dead {row.Step.At - died} before", row);
        }
    }
}
