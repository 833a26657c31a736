namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>13: an attempt is one run.</summary>
internal sealed class AttemptsRunOnce() : Invariant(13, "The work of an attempt begins at most once.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        foreach (var runs in run.Effects.Where(effect => !effect.Ends).GroupBy(effect => effect.Attempt))
            findings.Expect(runs.Count() == 1, runs.First().Task, $"attempt {runs.Key} ran {runs.Count()} times", runs);
    }
}
