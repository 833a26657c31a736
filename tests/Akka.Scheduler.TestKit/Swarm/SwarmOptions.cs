using System.Globalization;
using Akka.Scheduler.Kernel;
using Akka.Scheduler.Testing.Simulation;

namespace Akka.Scheduler.TestKit.Swarm;

/// <summary>What a swarm run is made of: each seed draws which faults there are, so that rare mixtures come up and common ones do not drown the rest.</summary>
public sealed record SwarmOptions
{
    private const double HarshBy = 4;

    /// <summary>How many nodes have all roles. 1 to 5.</summary>
    public int Nodes { get; init; } = 3;

    /// <summary>How many more only run attempts. 0 or 1.</summary>
    public int Workers { get; init; }

    /// <summary>How many steps of work and faults there are before everything is healed.</summary>
    public int Steps { get; init; } = 60;

    /// <summary>How many steps of tasks a batch may hold at most.</summary>
    public int MaxBatch { get; init; } = 500;

    /// <summary>How many attempts a node runs at once at most.</summary>
    public int Capacity { get; init; } = 3;

    /// <summary>The share of tasks that share a limit with others by a key.</summary>
    public double Limited { get; init; }

    /// <summary>Whether the work is all about limits: few keys, limits of 1 to 3, short tasks, and limits of queues that change.</summary>
    public bool IsAboutLimits { get; init; }

    /// <summary>What goes wrong between nodes and store.</summary>
    public StoreFaultRates Store { get; init; } = Healthy;

    /// <summary>What goes wrong between nodes.</summary>
    public NetworkFaultRates Network { get; init; } = new();

    /// <summary>Which faults a step may have; drawn with equal chances.</summary>
    public IReadOnlyList<FaultKind> Nemeses { get; init; } = [];

    /// <summary>The share of steps that have one of them.</summary>
    public double NemesisShare { get; init; } = 0.25;

    /// <summary>A store and a way to it that only take their time.</summary>
    public static StoreFaultRates Healthy { get; } = new() { LatencyFrom = TimeSpan.FromMilliseconds(1), LatencyTo = TimeSpan.FromMilliseconds(10) };

    /// <summary>The faults that a run may have beside those of single calls and frames.</summary>
    public static IReadOnlyList<FaultKind> AllNemeses { get; } =
    [
        FaultKind.ForcedSteal, FaultKind.NodeKilled, FaultKind.NodePaused, FaultKind.NodeStopped, FaultKind.StoreAway,
        FaultKind.CutFromStore, FaultKind.CutBetweenNodes, FaultKind.CutOneWay,
    ];

    /// <summary>Draws the options of a seed.</summary>
    public static SwarmOptions Draw(ulong seed)
    {
        var random = new SeededRandom(Salted(seed));
        var drawn = Draw(random);
        var (harsh, crowded) = (random.Next(8) == 0, random.Next(10) == 0);
        if (crowded) drawn = drawn with { Nodes = 5 };
        drawn = drawn with { Limited = random.Next(3) switch { 0 => 0, 1 => 0.3, _ => 0.9 } };
        return harsh ? drawn with { Store = Harsh(drawn.Store), Network = drawn.Network with { Lost = HarshBy * drawn.Network.Lost, Doubled = HarshBy * drawn.Network.Doubled } } : drawn;
    }

    /// <summary>Draws the options of a seed whose work is all about limits, with many changes of roles and a network that loses, doubles and delays.</summary>
    public static SwarmOptions DrawLimits(ulong seed)
    {
        var random = new SeededRandom(Salted(seed) ^ 0x11_4175);
        var drawn = Draw(random);
        var rough = random.Next(3) > 0;
        return drawn with
        {
            IsAboutLimits = true,
            Limited = 0.9,
            Nodes = random.Next(4) == 0 ? 2 : 3,
            Capacity = 6,
            Steps = 80,
            Network = new()
            {
                Lost = rough ? 0.12 * random.NextDouble() : drawn.Network.Lost,
                Doubled = rough ? 0.12 * random.NextDouble() : drawn.Network.Doubled,
                DelayTo = TimeSpan.FromMilliseconds(random.Next(3) == 0 ? random.Next(1, 4_000) : random.Next(2, 300)),
            },
            Nemeses = [FaultKind.ForcedSteal, FaultKind.ForcedSteal, FaultKind.NodeKilled, FaultKind.NodeStopped, .. drawn.Nemeses],
            NemesisShare = 0.1 + (0.4 * random.NextDouble()),
        };
    }

    private static StoreFaultRates Harsh(StoreFaultRates rates) => rates with
    {
        LostRequest = HarshBy * rates.LostRequest,
        LostAck = HarshBy * rates.LostAck,
        LateApply = HarshBy * rates.LateApply,
        Refused = HarshBy * rates.Refused,
        Slow = HarshBy * rates.Slow,
    };

    private static SwarmOptions Draw(SeededRandom random)
    {
        var nodes = random.Next(4) == 0 ? 1 : 3;
        var store = random.Next(3) == 0 ? Healthy : Healthy with
        {
            LostRequest = Share(random),
            LostAck = Share(random),
            LateApply = Share(random),
            Refused = Share(random),
            Slow = Share(random),
        };
        return new()
        {
            Nodes = nodes,
            Workers = random.Next(4) == 0 ? 1 : 0,
            Store = store,
            Network = new()
            {
                Lost = Share(random),
                Doubled = Share(random),
                DelayTo = TimeSpan.FromMilliseconds(random.Next(3) == 0 ? random.Next(1, 2_000) : 2),
            },
            Nemeses = [.. AllNemeses.Where(_ => random.Next(2) == 0)],
            NemesisShare = 0.1 + (0.3 * random.NextDouble()),
            MaxBatch = random.Next(4) == 0 ? random.Next(1, 4) : 500,
            Capacity = random.Next(4) == 0 ? random.Next(1, 12) : 3,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Nodes} nodes, {Workers} workers of {Capacity}, batches to {MaxBatch}, {Limited:0.0} of tasks limited; store: lost {Store.LostRequest:0.000}, unanswered {Store.LostAck:0.000}, late {Store.LateApply:0.000}, refused {Store.Refused:0.000}, slow {Store.Slow:0.000}; network: lost {Network.Lost:0.000}, doubled {Network.Doubled:0.000}, to {Network.DelayTo.TotalMilliseconds:0} ms; {NemesisShare:0.00} of steps: {string.Join(", ", Nemeses)}");

    private static double Share(SeededRandom random)
    {
        var (there, share) = (random.Next(2) == 0, random.NextDouble());
        return there ? 0.04 * share : 0;
    }

    private static ulong Salted(ulong seed) => seed ^ 0x0_9710_4507;
}
