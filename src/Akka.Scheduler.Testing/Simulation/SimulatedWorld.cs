using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>What simulated nodes share: one thread of virtual time, one store, one network. The same seed and the same calls give the same run.</summary>
/// <param name="seed">Decides every choice.</param>
/// <param name="start">What the clock shows first.</param>
public sealed class SimulatedWorld(ulong seed, DateTimeOffset start)
{
    /// <summary>1 March 2026, 8 o'clock UTC.</summary>
    public static DateTimeOffset UsualStart { get; } = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private SimulatedStore? _store;
    private SimulatedNetwork? _network;

    /// <summary>Makes a world that begins as usual.</summary>
    /// <param name="seed">Decides every choice.</param>
    public SimulatedWorld(ulong seed)
        : this(seed, UsualStart)
    {
    }

    /// <summary>What everything is decided from.</summary>
    public ulong Seed => seed;

    /// <summary>The clock and the order of all turns.</summary>
    public DeterministicDispatcher Simulation { get; } = new(seed, start);

    /// <summary>The store; it outlives every node.</summary>
    public SimulatedStore Store => _store ??= new(Simulation.Time, (int)seed);

    /// <summary>The network between the nodes.</summary>
    public SimulatedNetwork Network => _network ??= new(Simulation.Time, seed);
}
