using System.Security.Cryptography;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Transport;
using Akka.Scheduler.Engine;
using Akka.Scheduler.Engine.Commits;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Engine.Wire;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Embedding;
using Akka.Scheduler.Hosting.Telemetry;
using Akka.Scheduler.Hosting.Transport;
using Akka.Scheduler.Kernel;
using Microsoft.Extensions.Logging;

namespace Akka.Scheduler.Hosting.Runtime;

/// <summary>One node inside a process: the store and the engine, from start to stop.</summary>
internal sealed class SchedulerRuntime(
    NodeOptions options, EmbeddedHandlers handlers, TransitionHub hub, EngineLog observer, ClusterLog cluster, TimeProvider time, ILoggerFactory logs) : IAsyncDisposable
{
    private OpenStore? _store;
    private EngineHost? _engine;

    public NodeOptions Options => options;

    public ExecutorRegistry Executors => handlers.Registry;

    public DispatchSettings DispatchSettings { get; } = new() { Strategy = options.Dispatch.Strategy, Queues = options.Dispatch.Queues, LowerTurn = options.Dispatch.LowerTurn };

    public TransitionHub Hub => hub;

    public EngineLog Observer => observer;

    public ClusterLog Cluster => cluster;

    public TimeProvider Time => time;

    /// <summary>The engine.</summary>
    /// <exception cref="StoreUnavailableException">The node has not started yet, or has stopped.</exception>
    public EngineHost Engine => _engine ?? throw new StoreUnavailableException("the node is starting or stopping");

    /// <summary>The store.</summary>
    /// <exception cref="StoreUnavailableException">The node has not started yet, or has stopped.</exception>
    public StorePorts Store => _store?.Ports ?? throw new StoreUnavailableException("the node is starting or stopping");

    public bool IsStarted => _engine is not null;

    /// <summary>Opens the store, joins, starts the actors, and waits until every shard serves.</summary>
    public async Task StartAsync(string address, CancellationToken cancel)
    {
        _store = await OpenStore.OpenAsync(options.Store, time, logs, cancel);
        var parts = new EngineParts
        {
            Store = _store.Ports with { Shards = new TimedCommits(_store.Ports.Shards, hub.Statistics.Commits, time) },
            Executors = handlers.Registry,
            Transitions = hub,
            Audience = hub,
            Observer = observer,
            ClusterObserver = cluster,
            OpenTransport = OpenTransportAsync,
            Offload = static work => Task.Run(work),
            Time = time,
            Dispatcher = new ThreadPoolDispatcher(),
            LeaseOnOwnThread = true,
            Seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))),
        };
        var engine = await JoinAsync(EngineOptionsFor(address), parts, cancel);
        await engine.Serving.AllServing.WaitAsync(cancel);
        _engine = engine;
    }

    /// <summary>Stops in order.</summary>
    public async Task StopAsync(CancellationToken cancel)
    {
        if (_engine is { } engine) await engine.StopAsync(options.Node.ShutdownGrace, cancel);
        await DisposeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            // Attempts need their executors until the last of them has ended.
            if (_engine is not null) await _engine.DisposeAsync();
            await handlers.Registry.DisposeAsync();
        }
        finally
        {
            if (_store is not null) await _store.DisposeAsync();
            (_engine, _store) = (null, null);
        }
    }

    private static async Task<EngineHost> JoinAsync(EngineOptions options, EngineParts parts, CancellationToken cancel)
    {
        try
        {
            return await EngineHost.StartAsync(options, parts, cancel);
        }
        catch (EngineStartException refusal)
        {
            throw new ClusterRefusalException(refusal);
        }
    }

    // Owners give an attempt up first; its worker does so by itself when their word was lost.
    private static readonly TimeSpan AbandonMargin = TimeSpan.FromSeconds(10);

    // Nobody shares an embedded store.
    private async Task<INodeTransport> OpenTransportAsync(NodeIncarnation node, CancellationToken cancel) =>
        options.Store.Provider == StoreProvider.Sqlite ? new NoPeers() : await HttpNodeTransport.OpenAsync(node, options.Cluster, cluster, time, logs, cancel);

    private static readonly (NodeRoles Role, string Name)[] RoleNames =
    [
        (NodeRoles.Scheduler, MemberProfile.SchedulerRole),
        (NodeRoles.Worker, MemberProfile.WorkerRole),
        (NodeRoles.Gateway, MemberProfile.GatewayRole),
    ];

    // Nobody has to prove anything to a store that nobody shares.
    private Secret? SharedSecret => options.Store.Provider == StoreProvider.Sqlite ? null : options.Cluster.Secret;

    private EngineOptions EngineOptionsFor(string address) => new()
    {
        NodeId = options.Node.Id,
        Shape = new(options.Cluster.Id, options.Cluster.Shards) { SecretVerifier = SecretVerifier.Of(SharedSecret, options.Cluster.Id) },
        Address = options.Node.Roles.HasFlag(NodeRoles.Gateway) ? address : "",
        Roles = [.. RoleNames.Where(role => options.Node.Roles.HasFlag(role.Role)).Select(role => role.Name)],
        Version = $"{typeof(SchedulerRuntime).Assembly.GetName().Version}+protocol.{EngineCodec.Version}",
        ClusterPoll = options.Cluster.PollInterval,
        Monitors = new() { RebalanceInterval = options.Cluster.RebalanceInterval },
        Lease = new LeaseSettings
        {
            Ttl = options.Cluster.LeaseTtl,
            RenewInterval = options.Cluster.LeaseRenewInterval,
            Margin = options.Cluster.LeaseMargin,
        },
        Shards = new ShardSettings
        {
            Horizon = options.Scheduling.Horizon,
            PageSize = options.Scheduling.PageSize,
            CancelGrace = options.Scheduling.CancelGrace,
            MaxLivePerLane = options.Scheduling.MaxLivePerShard,
            Commits = new CommitSettings { MaxBatch = options.Store.MaxBatch, MaxBacklog = options.Limits.MaxPendingPerShard },
        },
        Worker = new WorkerSettings
        {
            Capacity = options.Worker.Capacity,
            Weight = options.Worker.Weight,
            Labels = options.Worker.Labels,
            MaxOutput = (int)options.Worker.MaxOutput,
            MaxResult = (int)options.Worker.MaxResult,
            AbandonAfter = options.Scheduling.CancelGrace + AbandonMargin,
        },
        Dispatch = DispatchSettings,
        Retention = new(
            options.Retention.Finished ?? TimeSpan.MaxValue, options.Retention.History ?? TimeSpan.MaxValue, options.Retention.Logs ?? TimeSpan.MaxValue),
        RetentionInterval = options.Retention.Interval,
        InboxPoll = options.Scheduling.InboxPoll,
        Patience = options.Limits.SubmitTimeout,
    };
}
