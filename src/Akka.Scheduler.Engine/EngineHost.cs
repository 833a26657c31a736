using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine;

/// <summary>One node's engine: joins the store, starts the actors, and takes them down in order.</summary>
/// <remarks>This release runs one node on a store: it refuses to start beside another one that lives.</remarks>
public sealed class EngineHost : IAsyncDisposable
{
    private readonly EngineOptions _options;
    private readonly EngineParts _parts;
    private readonly EngineActors _actors;
    private readonly Lease _lease;
    private int _stopped;

    private EngineHost(EngineOptions options, EngineParts parts, NodeIncarnation node)
    {
        (_options, _parts, Node) = (options, parts, node);
        _lease = new(parts.Time);
        Shards = new(options.Shape.Shards);
        Serving = new(options.Shape.Shards + 1);
        var singleton = new ShardDirectory<SchedulerMessage>(0);
        Tasks = new TaskGate(Shards, options.Patience, parts.Time);
        Schedules = new ScheduleGate(singleton, options.Patience, parts.Time);
        _actors = new(options, parts, node, _lease, Shards, singleton, Serving);
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

    /// <summary>Whether the node may trust its own lease now.</summary>
    public bool IsTrusted => _lease.IsTrusted;

    /// <summary>Completes, with the reason, when the node cannot go on and must be stopped: it is dead to the others, or a part of it broke.</summary>
    public Task<string> Broken => _actors.Broken;

    /// <summary>Joins and starts.</summary>
    /// <exception cref="EngineStartException">The store belongs to another kind of cluster, or another node lives on it.</exception>
    public static async Task<EngineHost> StartAsync(EngineOptions options, EngineParts parts, CancellationToken cancel)
    {
        var ids = new GuidV7Source(parts.Time, parts.Seed);
        var node = new NodeIncarnation(options.NodeId, ids.Next());
        if (await RivalWatch.FindAsync(parts.Store.Membership, node, options.Lease, parts.Time, cancel) is { } rival)
            throw new EngineStartException($"node '{rival.Node.NodeId}' at {rival.Profile.Http} lives on this store; this release runs one node on a store. Stop it first");
        var profile = new MemberProfile { Address = "", Http = options.Address };
        if (await parts.Store.Membership.JoinAsync(node, options.Shape, profile, cancel) is JoinOutcome.Mismatch mismatch)
            throw new EngineStartException(mismatch.Problem);
        await parts.Store.Retention.PrepareAsync(EngineClock.Now(parts.Time), cancel);
        if (!await parts.Store.Membership.MoveAsync(node, MemberState.Up, cancel))
            throw new EngineStartException($"another process has started as node '{options.NodeId}' on this store; give each node an id of its own");
        var host = new EngineHost(options, parts, node);
        host._actors.Start();
        return host;
    }

    /// <summary>How the worker stands.</summary>
    public Task<WorkerStatus> DescribeWorkerAsync(CancellationToken cancel) =>
        Worker.Ask<WorkerMessage, WorkerStatus>(static replyTo => new WorkerMessage.Describe(replyTo), _options.Patience, _parts.Time, cancel);

    /// <summary>Stops in order: no new starts, running attempts end or are stopped after the grace, shards flush and are released, the node leaves.</summary>
    /// <param name="grace">How long running attempts may go on.</param>
    /// <param name="cancel">Gives up waiting; the rest is left to the next owner.</param>
    public async Task StopAsync(TimeSpan grace, CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0) return;
        await _actors.StopAsync(grace, cancel);
        try
        {
            await _parts.Store.Membership.MoveAsync(Node, MemberState.Left, cancel);
        }
        catch (Exception away) when (away is StoreUnavailableException or OperationCanceledException)
        {
            // The node ends all the same: its lease runs out, and its successor takes its place.
            _parts.Observer.UpkeepFailed("leave", away.Message);
        }

        _lease.Dispose();
    }

    /// <summary>Stops at once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0) return;
        await _actors.DisposeAsync();
        _lease.Dispose();
    }

    /// <summary>The id of this node's worker.</summary>
    public WorkerId WorkerId => new(_options.NodeId);
}

/// <summary>The engine cannot start; the message says why and what to do.</summary>
public sealed class EngineStartException(string message) : Exception(message);
