using Akka.Scheduler.TestKit.Checking.Damages;
using Akka.Scheduler.TestKit.Checking.Invariants;

namespace Akka.Scheduler.TestKit.Checking;

/// <summary>Judges a run by all invariants of the protocol.</summary>
public static class HistoryChecker
{
    private static readonly IReadOnlyList<Invariant> Checks =
    [
        new AcknowledgedTasksExist(), new NoPhantoms(), new CreatedOnce(), new ChainsHaveNoBreak(), new StepsAreLegal(), new TerminalStatesAreFinal(),
        new OneOwnerPerEpoch(), new EpochsBeginWithTerm(), new LogHasNoGap(), new NoWriteAfterFence(),
        new OneLiveAttempt(), new EffectsHaveAStart(), new AttemptsRunOnce(), new AtMostOnceIsKept(), new NoEffectAfterTheEnd(), new SuccessIsReal(),
        new AttemptsAreBounded(), new InstantsAreComplete(), new NoExtraInstants(), new WatermarksRise(), new NothingStartsEarly(), new CancelledTasksDoNotStart(),
        new LimitsAreKept(), new DependenciesHold(), new InboxRowsAreConsumedOnce(), new RowsAreTheFold(), new DeadNodesDispatchNothing(), new RunsComeToRest(),
        new NoIdleTransactions(), new RunsDoNotOverlap(), new BackfillsAreDoneOnce(),
    ];

    /// <summary>All invariants, by number.</summary>
    public static IReadOnlyList<Invariant> Invariants { get; } = [.. Checks.Append(new CheckerHasTeeth(Checks, Damage.All)).OrderBy(check => check.Number)];

    /// <summary>Checks everything.</summary>
    public static CheckReport Check(RunHistory run) => new([.. Invariants.Select(invariant => Judge(invariant, run))]);

    private static Verdict Judge(Invariant invariant, RunHistory run)
    {
        var findings = new Findings();
        invariant.Check(run, findings);
        return new(invariant, findings.Examined, findings.Violations);
    }
}
