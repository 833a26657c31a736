using Akka.Scheduler.TestKit.PostgreSql;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>A kind of fault.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="LeastNodes">How many nodes it needs to mean something.</param>
/// <param name="StrikeAsync">Does it and takes it back, and answers whom it hit.</param>
internal sealed record Nemesis(string Kind, int LeastNodes, Func<ClusterRig, Random, CancellationToken, Task<string>> StrikeAsync)
{
    /// <summary>Whether it needs a database on a volume that can be filled.</summary>
    public bool NeedsVolume { get; init; }

    /// <summary>Whether it needs a database whose clock can be stepped.</summary>
    public bool NeedsClock { get; init; }

    /// <summary>Whether it needs a database that is followed by a replica.</summary>
    public bool NeedsReplica { get; init; }

    /// <summary>All there are.</summary>
    public static IReadOnlyList<Nemesis> All { get; } =
    [
        .. ProcessNemeses.All, StutteringNode.Kind, StarvedNode.Kind, .. LinkNemeses.All,
        .. DatabaseNemeses.All, SlowCommits.Kind, HeldCommits.Kind, StoppedBackends.Kind, ThrottledBackends.Kind, SteppedClock.Kind, FailOver.Kind,
    ];

    /// <summary>Whether a run has what it needs.</summary>
    public bool IsPossible(FaultRunOptions options) => LeastNodes <= options.Nodes && (!NeedsVolume || options.Volume is not null)
        && (!NeedsClock || PostgresServer.CanStepClock) && (!NeedsReplica || options.Replica);

    public static RigNode Pick(ClusterRig rig, Random random) => rig.Nodes[random.Next(rig.Nodes.Count)];

    public static TimeSpan Between(Random random, double fromSeconds, double toSeconds) =>
        TimeSpan.FromSeconds(fromSeconds + (random.NextDouble() * (toSeconds - fromSeconds)));
}
