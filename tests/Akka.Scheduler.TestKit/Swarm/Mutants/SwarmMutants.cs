using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Testing.Simulation;

namespace Akka.Scheduler.TestKit.Swarm.Mutants;

/// <summary>The mutants of the protocol.</summary>
public static class SwarmMutants
{
    // The sequence alone would not be missed where the batch before is still compared: it says the same, and more.
    private const StoreWeakness WithoutPlace = StoreWeakness.NoSequence | StoreWeakness.NoPrevious;

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, SwarmMutant> All { get; } = new[]
    {
        Stealing(new("NoFence", "in epoch") { Weakness = StoreWeakness.NoEpoch | StoreWeakness.NoOwner | WithoutPlace }),
        Stealing(new("NonLockingFence", "in epoch") { Weakness = StoreWeakness.LooksEarly }),
        Stealing(new("LoadBeforeBump", "begins at") { Weakness = StoreWeakness.LoadsBeforeBump }),
        Unanswered(new("NoSequence", "begins at") { Weakness = WithoutPlace }),
        Unanswered(new("BlindRetry", "begins at") { Between = static (world, ports) => Shards(ports, new SendsAnew(ports.Shards, ports.Ownership, world.Store, looks: false, world.Simulation.Time)) }),
        Unanswered(new("ReReadThenDecide", "begins at")
        {
            Weakness = WithoutPlace,
            Between = static (world, ports) => Shards(ports, new SendsAnew(ports.Shards, ports.Ownership, world.Store, looks: true, world.Simulation.Time)),
        }),
        RollingBack(new("EpochOnlyFence", "in epoch") { Weakness = StoreWeakness.NoOwner | WithoutPlace }),
        Late(RollingBack(new("NoChain", "begins at") { Weakness = StoreWeakness.NoPrevious })),
        With(
            new("NoAttemptCheck", "has not come to an end") { Between = static (world, ports) => Shards(ports, new TakesLateResults(ports.Shards, world.Store, ofFinished: false)) },
            0.4,
            FaultKind.NodePaused,
            FaultKind.CutBetweenNodes),
        new("OverwriteTerminal", "is not legal") { Between = static (world, ports) => Shards(ports, new TakesLateResults(ports.Shards, world.Store, ofFinished: true)) },
        Killing(new("AckBeforeCommit", "was acknowledged and is not there")
        {
            Between = static (world, ports) => Shards(ports, new EarlyAnswer(ports.Shards, static _ => true, world.Simulation.Time)),
        }),
        Killing(new("NoStartClaim", "was never started")
        {
            Between = static (world, ports) => Shards(ports, new EarlyAnswer(ports.Shards, static batch => batch.History.Any(entry => entry.Type == TransitionType.Started), world.Simulation.Time)),
        }),
        Killing(new("CronWatermarkFirst", "is the next instant") { Between = static (_, ports) => ports with { Schedules = new WatermarkFirst(ports.Schedules) } }),
        With(new("NoGrantExpiry", "after its start was decided") { Worker = static settings => settings with { GrantLimit = TimeSpan.FromHours(1) } }, 0.4, FaultKind.CutFromStore, FaultKind.StoreAway),
        new("ForgetsFinished", "begins at") { Between = static (_, ports) => Shards(ports, new ForgetsFinished(ports.Shards)) },
        With(new("KeyLookedUpBefore", "were live at once") { Weakness = StoreWeakness.KeysLookedUpEarly }, 0.4, FaultKind.ForcedSteal, FaultKind.NodePaused),
        Killing(new("SignalsAfterTheEnd", "is Pending, to start at") { Between = static (_, ports) => Shards(ports, new SignalsLater(ports.Shards)) }),
        Killing(new("FollowAckBeforeCommit", "is Pending, to start at")
        {
            Between = static (world, ports) => Shards(ports, new EarlyAnswer(ports.Shards, static batch => batch.Followers.Count > 0 && batch.History.Count == 0, world.Simulation.Time)),
        }),
        Killing(new("RetryStartedAtMostOnce", "is to run at most once") { Between = static (_, ports) => Shards(ports, new ForgetsDelivery(ports.Shards)) }),
        Limited(Killing(new("NoPermit", "attempts were open at") { Between = static (_, ports) => Shards(ports, new ForgetsLimits(ports.Shards, ofRunning: false)) })),
        Limited(Killing(new("RunningUncounted", "attempts were open at") { Between = static (_, ports) => Shards(ports, new ForgetsLimits(ports.Shards, ofRunning: true)) })),
    }.ToDictionary(mutant => mutant.Name, StringComparer.Ordinal);

    private static SwarmMutant Limited(SwarmMutant mutant) => mutant with { Options = options => mutant.Options(options) with { Limited = 0.9 } };

    private static StorePorts Shards(StorePorts ports, IShardStore shards) => ports with { Shards = shards };

    private static SwarmMutant Stealing(SwarmMutant mutant) => With(mutant, 0.5, FaultKind.ForcedSteal, FaultKind.NodePaused);

    private static SwarmMutant Killing(SwarmMutant mutant) => With(mutant, 0.4, FaultKind.NodeKilled, FaultKind.ForcedSteal, FaultKind.CutFromStore);

    private static SwarmMutant RollingBack(SwarmMutant mutant) => With(mutant, 0.5, FaultKind.Rollback, FaultKind.ForcedSteal, FaultKind.NodeStopped);

    private static SwarmMutant Late(SwarmMutant mutant) => mutant with { Options = options => mutant.Options(options) with { Store = Lossy with { LateApply = 0.2 } } };

    private static SwarmMutant With(SwarmMutant mutant, double share, params FaultKind[] kinds) =>
        mutant with { Options = options => options with { Nodes = 3, Nemeses = kinds, NemesisShare = share, Store = Lossy } };

    private static SwarmMutant Unanswered(SwarmMutant mutant) => mutant with { Options = options => options with { Store = Lossy } };

    private static StoreFaultRates Lossy { get; } = SwarmOptions.Healthy with { LostAck = 0.02, LateApply = 0.02, Slow = 0.02, Refused = 0.02 };
}
