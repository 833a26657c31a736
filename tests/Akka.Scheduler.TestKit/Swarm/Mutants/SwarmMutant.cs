using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Testing.Simulation;

namespace Akka.Scheduler.TestKit.Swarm.Mutants;

/// <summary>A protocol with one thing wrong: the checker has to notice.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Sign">A part of what the checker is to say.</param>
public sealed record SwarmMutant(string Name, string Sign)
{
    /// <summary>What the store does worse.</summary>
    public StoreWeakness Weakness { get; init; }

    /// <summary>What stands between each node and the store.</summary>
    public Func<SimulatedWorld, StorePorts, StorePorts> Between { get; init; } = static (_, ports) => ports;

    /// <summary>What a worker does worse.</summary>
    public Func<WorkerSettings, WorkerSettings> Worker { get; init; } = static settings => settings;

    /// <summary>What makes it likely to matter.</summary>
    public Func<SwarmOptions, SwarmOptions> Options { get; init; } = static options => options;

    /// <summary>Whether this is what the checker was to say.</summary>
    public bool IsNoticedBy(string problem) => problem.Contains(Sign, StringComparison.Ordinal);

    /// <summary>The run of a seed.</summary>
    public SwarmRun Run(ulong seed) => new(seed, Options(SwarmOptions.Draw(seed)), this);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
