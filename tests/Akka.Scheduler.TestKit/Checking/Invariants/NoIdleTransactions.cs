namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>29: nobody sits on a lock.</summary>
internal sealed class NoIdleTransactions() : Invariant(29, "No session is seen idle in a transaction for long.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        for (var look = 0; look < run.StoreLooks; look++) findings.Look();
        foreach (var session in run.IdleTransactions)
            findings.Expect(session.For <= run.Tolerances.IdleInTransaction, $"backend {session.Pid}", $"idle in a transaction for {session.For}", session);
    }
}
