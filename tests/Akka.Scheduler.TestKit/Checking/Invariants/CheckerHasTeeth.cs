using Akka.Scheduler.TestKit.Checking.Damages;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>30: a check that cannot fail says nothing. The run's own history is falsified in every way that it allows, and each must be noticed.</summary>
internal sealed class CheckerHasTeeth(IReadOnlyList<Invariant> invariants, IReadOnlyList<Damage> damages)
    : Invariant(30, "Every falsification of this very history is noticed by the invariant that it breaks.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        var sound = invariants.ToDictionary(invariant => invariant.Number, invariant => Count(invariant, run));
        foreach (var damage in damages)
        {
            if (damage.Apply(run) is not { } falsified) continue;
            var noticed = invariants.Single(invariant => invariant.Number == damage.Invariant) is var invariant && Count(invariant, falsified) > sound[invariant.Number];
            findings.Expect(noticed, damage, "was not noticed");
        }
    }

    private static int Count(Invariant invariant, RunHistory run)
    {
        var findings = new Findings();
        invariant.Check(run, findings);
        return findings.Violations.Count;
    }
}
