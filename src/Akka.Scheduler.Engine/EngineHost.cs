using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Cluster.Sharding.Monitors;
using Akka.Scheduler.Cluster.Transport;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Limits;
using Akka.Scheduler.Engine.Queues;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine;

/// <summary>One node's engine: joins the store, starts the actors, and takes them down in order.</summary>
public sealed class EngineHost : IAsyncDisposable
{
    private static readonly TimeSpan CensusLimit = TimeSpan.FromSeconds(1);

    private readonly EngineOptions _options;
    private readonly EngineParts _parts;
    private readonly EngineActors _actors;
    private readonly EngineCluster _cluster;
    private readonly INodeTransport _transport;
    private readonly Lease _lease;
    private int _stopped;

    private EngineHost(EngineOptions options, EngineParts parts, NodeIncarnation node, INodeTransport transport, GuidV7Source ids)
    {
        (_options, _parts, Node, _transport) = (options, parts, node, transport);
        _cluster = new(options, parts, node, transport);
        _lease = new(parts.Time);
        Shards = new(options.Shape.Shards);
        Serving = new(options.Shape.Shards + 1);
        var singleton = new ShardDirectory<SchedulerMessage>(0);
        var inbox = new InboxDoor(parts.Store.Inbox, parts.Store.Tasks, Shards, options.Patience, parts.Time);
        Tasks = new UniqueGate(new TaskGate(Shards, inbox, options.Patience, parts.Time), parts.Store.Tasks, options.Shape.Shards);
        Schedules = new ScheduleGate(singleton, options.Patience, parts.Time, ids);
        _actors = new(options, parts, node, _lease, Shards, singleton, Serving, _cluster);
    }

    /// <summary>This life of the node.</summary>
    public NodeIncarnation Node { get; }

    /// <summary>Creates and changes tasks.</summary>
    public ITaskGate Tasks { get; }

    /// <summary>Creates and changes schedules.</summary>
    public IScheduleGate Schedules { get; }

    /// <summary>Where the shards are.</summary>
    public ShardDirectory<ShardMessage> Shards { get; }

    /// <summary>Which shards serve.</summary>
    public ServingBoard Serving { get; }

    /// <summary>The worker of this node.</summary>
    public ActorRef<WorkerMessage> Worker => _actors.Worker;

    /// <summary>The workers that this node hears of.</summary>
    public WorkerBoard Workers => _actors.Board;

    /// <summary>What this node's shards have to do with limits.</summary>
    public LimitGauge Limits => _actors.Limits;

    /// <summary>Looks at workers and changes them.</summary>
    public WorkerGate Crew => _actors.Crew;

    /// <summary>What is set for queues, as this node knows it.</summary>
    public QueueBoard QueueBoard => _actors.QueueBoard;

    /// <summary>Changes what is set for queues.</summary>
    public QueueGate Queues => _actors.Queues;

    /// <summary>Whether the node may trust its own lease now.</summary>
    public bool IsTrusted => _lease.IsTrusted;

    /// <summary>Completes, with the reason, when the node cannot go on and must be stopped: it is dead to the others, or a part of it broke.</summary>
    public Task<string> Broken => _actors.Broken;

    /// <summary>Completes when the cluster wants this node to give its work away and to leave.</summary>
    public CancellationToken LeaveAsked => _lease.DrainAsked;

    /// <summary>What this node saw of its cluster last.</summary>
    public ClusterBoard Cluster => _cluster.Board;

    /// <summary>What the coordinator's monitors have done on this node.</summary>
    public MonitorBoard Monitors => _cluster.Monitors;

    /// <summary>Joins and starts.</summary>
    /// <exception cref="EngineStartException">The store belongs to another kind of cluster.</exception>
    public static async Task<EngineHost> StartAsync(EngineOptions options, EngineParts parts, CancellationToken cancel)
    {
        var ids = new GuidV7Source(parts.Time, parts.Seed);
        var node = new NodeIncarnation(options.NodeId, ids.Next());
        var transport = await parts.OpenTransport(node, cancel);
        var host = new EngineHost(options, parts, node, transport, ids);
        try
        {
            await host.JoinAsync(cancel);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        return host;
    }

    private async Task JoinAsync(CancellationToken cancel)
    {
        var profile = new MemberProfile { Address = _transport.Address, Http = _options.Address, Roles = _options.Roles, Version = _options.Version };
        switch (await _parts.Store.Membership.JoinAsync(Node, _options.Shape, profile, cancel))
        {
            case JoinOutcome.Joined joined: _lease.StandsOn(joined.Store); break;
            case JoinOutcome.Mismatch mismatch: throw new EngineStartException(mismatch.Problem, mismatch.Fault);
            default: throw new InvalidOperationException("unknown outcome of a join");
        }

        await _parts.Store.Retention.PrepareAsync(EngineClock.Now(_parts.Time), cancel);
        _actors.Start();
        if (!await _parts.Store.Membership.MoveAsync(Node, MemberState.Up, cancel))
            throw new EngineStartException($"another process has started as node '{_options.NodeId}' on this store", JoinFault.NodeId);
        _actors.Watch();
    }

    /// <summary>How far each shard is, as its owner says; those of a node that does not answer within a second are left out.</summary>
    public Task<IReadOnlyDictionary<int, ShardPhase>> DescribeShardsAsync(CancellationToken cancel) => _cluster.DescribeShardsAsync(CensusLimit, cancel);

    /// <summary>Something changed in the store: all nodes are to look at it at once.</summary>
    public void LookAtCluster() => _cluster.Changed();

    /// <summary>Stops in order: no new starts, running attempts end or are stopped after the grace, shards flush and are released, the node leaves.</summary>
    /// <remarks>A node that is dead to the others only stops its attempts, and ends.</remarks>
    /// <param name="grace">How long running attempts may go on.</param>
    /// <param name="cancel">Gives up waiting; the rest is left to the next owner.</param>
    public async Task StopAsync(TimeSpan grace, CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0) return;
        if (_lease.Lost.IsCancellationRequested)
        {
            // Others have what this node had: nothing is there to be given away, and nothing that still runs here counts.
            await _actors.AbandonAsync(cancel);
        }
        else
        {
            await MoveAsync(MemberState.Draining, cancel);
            await _actors.StopAsync(grace, cancel);
            await MoveAsync(MemberState.Left, cancel);
        }

        await _transport.DisposeAsync();
        _lease.Dispose();
    }

    /// <summary>Stops at once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0) return;
        await _actors.DisposeAsync();
        await _transport.DisposeAsync();
        _lease.Dispose();
    }

    private async Task MoveAsync(MemberState to, CancellationToken cancel)
    {
        try
        {
            await _parts.Store.Membership.MoveAsync(Node, to, cancel);
        }
        catch (Exception away) when (away is StoreUnavailableException or OperationCanceledException)
        {
            // The node ends all the same: its lease runs out, and the others take its shards.
            _parts.Observer.UpkeepFailed($"become {to}", away.Message);
        }
    }
}

/// <summary>The engine cannot start; the message says why.</summary>
/// <param name="message">Why.</param>
/// <param name="fault">What the node and its cluster do not agree on.</param>
public sealed class EngineStartException(string message, JoinFault fault) : Exception(message)
{
    /// <summary>What the node and its cluster do not agree on.</summary>
    public JoinFault Fault => fault;
}
