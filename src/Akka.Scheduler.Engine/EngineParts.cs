using Akka.Scheduler.Cluster;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Transport;
using Akka.Scheduler.Engine.Events;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine;

/// <summary>What a node's engine is made of.</summary>
public sealed record EngineParts
{
    /// <summary>The store, opened and migrated.</summary>
    public required StorePorts Store { get; init; }

    /// <summary>What its worker can run.</summary>
    public required ExecutorRegistry Executors { get; init; }

    /// <summary>Who hears of committed steps.</summary>
    public required ITransitionSink Transitions { get; init; }

    /// <summary>Who hears of steps that other nodes commit. Default nobody.</summary>
    public ITransitionAudience? Audience { get; init; }

    /// <summary>Who hears of the engine's own life.</summary>
    public required IEngineObserver Observer { get; init; }

    /// <summary>Who hears of the cluster's life.</summary>
    public required IClusterObserver ClusterObserver { get; init; }

    /// <summary>Opens the way to other nodes, for this life of the node. Default: there are none.</summary>
    public Func<NodeIncarnation, CancellationToken, Task<INodeTransport>> OpenTransport { get; init; } =
        static (_, _) => Task.FromResult<INodeTransport>(new NoPeers());

    /// <summary>How work that may block is started.</summary>
    public required Offload Offload { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>What actors run on.</summary>
    public required Dispatcher Dispatcher { get; init; }

    /// <summary>Whether the lease is kept on a thread of its own, so that nothing else in the process can delay its renewal. Only in real time. Default
    /// <see langword="false"/>: it is kept where all actors run.</summary>
    public bool LeaseOnOwnThread { get; init; }

    /// <summary>Where all randomness comes from, ids among it.</summary>
    public required ulong Seed { get; init; }
}
