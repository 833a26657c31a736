using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Domain.Timing;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Events;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Limits;
using Akka.Scheduler.Engine.Logs;
using Akka.Scheduler.Engine.Queues;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Upkeep;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Kernel;
using WorkDispatcher = Akka.Scheduler.Engine.Dispatch.Dispatcher;

namespace Akka.Scheduler.Engine;

/// <summary>The actors of one node, wired together. Whatever stands on another is started after it, and stopped before it.</summary>
internal sealed class EngineActors : IAsyncDisposable
{
    private const int Large = 1_000_000;
    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AbandonPatience = TimeSpan.FromSeconds(2);

    private readonly EngineOptions _options;
    private readonly EngineParts _parts;
    private readonly NodeIncarnation _node;
    private readonly Lease _lease;
    private readonly LeaseHome _leaseHome;
    private readonly ShardDirectory<ShardMessage> _shards;
    private readonly ShardDirectory<SchedulerMessage> _singleton;
    private readonly ServingBoard _serving;
    private readonly EngineCluster _cluster;
    private readonly ActorSystem _system;
    private readonly TaskCompletionSource<string> _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WorkerDirectory _workers = new();
    private readonly StepOutbox _steps;
    private EngineCrew _crew = null!;
    private ActorRef<RegionMessage> _region = null!;
    private ActorRef<RegionMessage> _scheduler = null!;
    private ActorRef<DispatcherMessage> _dispatcher = null!;
    private ActorRef<RelayMessage> _events = null!;
    private ActorRef<QueueMessage> _queues = null!;

    public EngineActors(
        EngineOptions options,
        EngineParts parts,
        NodeIncarnation node,
        Lease lease,
        ShardDirectory<ShardMessage> shards,
        ShardDirectory<SchedulerMessage> singleton,
        ServingBoard serving,
        EngineCluster cluster)
    {
        (_options, _parts, _node, _lease, _shards, _singleton, _serving, _cluster) = (options, parts, node, lease, shards, singleton, serving, cluster);
        _steps = new(parts.Transitions);
        _system = ActorSystem.Create("scheduler", new()
        {
            Time = parts.Time,
            Dispatcher = parts.Dispatcher,
            Seed = parts.Seed,
            OnFailure = OnFailure,
        });
        _leaseHome = new(options, parts, node, lease, StoreChanged, OnFailure);
        lease.Lost.Register(() =>
        {
            parts.Observer.LeaseLost();
            _broken.TrySetResult("another incarnation has replaced this node, or declared it dead");
        });
    }

    public ActorRef<WorkerMessage> Worker { get; private set; } = null!;

    /// <summary>The workers of all nodes.</summary>
    public WorkerGate Crew => field ??= new(_workers, Board, AnswerPatience, _parts.Time);

    public WorkerBoard Board { get; } = new();

    /// <summary>What shards have to do with limits.</summary>
    public LimitGauge Limits { get; } = new();

    /// <summary>What is set for queues.</summary>
    public QueueBoard QueueBoard { get; } = new();

    /// <summary>Changes that.</summary>
    public QueueGate Queues => field ??= new(_parts.Store.Queues, QueuesChanged, _parts.Time);

    public Task<string> Broken => _broken.Task;

    /// <summary>Starts everything that others may send to. Nothing is owned before <see cref="Watch"/>.</summary>
    public void Start()
    {
        var store = _parts.Store;
        _leaseHome.Start();
        var logs = _system.Spawn(Props.Create(() => new LogWriter(store.Logs, _options.LogBacklog)) with { MailboxCapacity = Large }, "logs");
        _queues = _system.Spawn(Props.Create(() => new QueueWatch(store.Queues, QueueBoard, TellShards, _parts.Observer)), "queues");
        _dispatcher = Vital(() => new WorkDispatcher(_node, _options.Dispatch, Board), "dispatcher");
        Worker = Vital(() => new Worker(new WorkerId(_options.NodeId), WorkerSettings, WorkerServices(logs)), "worker");
        if (RunsAttempts) _workers.Add(new WorkerId(_options.NodeId), Worker);
        _workers.See(RunsAttempts ? [_node] : []);
        _crew = new(_node, RunsAttempts, _cluster.Exports, _workers, Worker, _dispatcher);
        _region = _system.Spawn(Props.Create(() => new ShardRegion<ShardMessage>(ShardRegion())), "shards");
        _scheduler = _system.Spawn(Props.Create(() => new ShardRegion<SchedulerMessage>(SchedulerRegion())), "scheduler");
        _cluster.Exports.Export(EngineCluster.RegionName, _region);
        _cluster.Exports.Export(EngineCluster.SchedulerName, _scheduler);
        _cluster.Exports.Export(EngineCluster.WorkerName, Worker);
        _cluster.Exports.Export(EngineCluster.DispatcherName, _dispatcher);
        _events = _system.Spawn(
            Props.Create(() => new EventRelay(_node, _steps, _parts.Audience, node => _cluster.Exports.Find<RelayMessage>(new(node, EngineCluster.EventsName)))),
            "events");
        _cluster.Exports.Export(EngineCluster.EventsName, _events);
        _cluster.Exports.Export(EngineCluster.QueuesName, _queues);
        if (OwnsShards) _cluster.StartCoordinator(_system);
        else _system.Spawn(Props.Create(() => new WorkerLookout(_workers, Crew, Board)), "lookout");
        _system.Spawn(Props.Create(() => new InboxPoller(store.Inbox, store.Dependencies, _shards, _options.InboxPoll)), "inbox-poller");
        _system.Spawn(
            Props.Create(() => new RetentionKeeper(store, _options.Retention, _options.RetentionInterval, () => _cluster.Leads, _parts.Observer)),
            "retention");
    }

    /// <summary>The node is up: looks at the cluster, and takes what is meant for it.</summary>
    public void Watch() => _cluster.StartWatch(_system, [See]);

    /// <summary>Gives everything away: shards to those that can take them, running attempts time to end.</summary>
    public async Task StopAsync(TimeSpan grace, CancellationToken cancel)
    {
        _cluster.Changed();
        await Patiently(HandOff(_scheduler, cancel));
        // Others record how attempts end that still run here; alone, this node's shards must stay until they have.
        var alone = _cluster.Board.Current.HeirOf(0, _options.NodeId) is null;
        if (!alone) await Patiently(HandOff(_region, cancel));
        var margin = grace + ShutdownPatience;
        await Patiently(Worker.Ask<WorkerMessage, WorkerDrained>(replyTo => new WorkerMessage.Drain(grace, ForGood: true, replyTo), margin, _parts.Time, cancel));
        if (alone) await Patiently(HandOff(_region, cancel));
        await EndAsync(_system.ShutdownAsync(ShutdownPatience));
    }

    /// <summary>Stops what runs, and gives nothing away.</summary>
    public async Task AbandonAsync(CancellationToken cancel)
    {
        await Patiently(Worker.Ask<WorkerMessage, WorkerDrained>(
            static replyTo => new WorkerMessage.Drain(TimeSpan.Zero, ForGood: true, replyTo), AbandonPatience, _parts.Time, cancel));
        await EndAsync(_system.ShutdownAsync(ShutdownPatience));
    }

    public async ValueTask DisposeAsync() => await EndAsync(_system.DisposeAsync().AsTask());

    // The lease ends last: while anything of the node may still act, the others must not take it for dead.
    private async Task EndAsync(Task shutdown)
    {
        try
        {
            await shutdown;
        }
        finally
        {
            await _leaseHome.DisposeAsync();
        }
    }

    private bool RunsAttempts => _options.Roles.Contains(MemberProfile.WorkerRole);

    private bool OwnsShards => _options.Roles.Contains(MemberProfile.SchedulerRole);

    private void See(ClusterView view)
    {
        _serving.See(view, _node);
        _crew.See(view);
        _events.Tell(new RelayMessage.Seen(view));
        var seen = new RegionMessage.Seen(view);
        _region.Tell(seen);
        _scheduler.Tell(seen);
    }

    // Whoever does not answer in time ends with the rest, and the next owner begins from the store.
    private static async Task Patiently(Task step)
    {
        try
        {
            await step;
        }
        catch (Exception late) when (late is AskTimeoutException or OperationCanceledException)
        {
            return;
        }
    }

    private Task<RegionHandedOff> HandOff(ActorRef<RegionMessage> region, CancellationToken cancel) =>
        region.Ask<RegionMessage, RegionHandedOff>(static replyTo => new RegionMessage.HandOffAll(replyTo), ShutdownPatience, _parts.Time, cancel);

    // An actor whose memory nothing can rebuild: without it the node must stop, and its successor begins from the store.
    private ActorRef<T> Vital<T>(Func<Actor<T>> create, string name) =>
        _system.Spawn(new Props<T>(create) { MailboxCapacity = Large, Supervision = Supervision.Stop }, name);

    private void QueuesChanged()
    {
        _queues.Tell(QueueMessage.Changed.Instance);
        _cluster.QueuesChanged();
    }

    private void TellShards()
    {
        for (var shard = 0; shard < _shards.Shards; shard++)
        {
            if (_shards.Find(shard) is { IsRemote: false } own) own.Tell(ShardMessage.QueuesChanged.Instance);
        }
    }

    private void StoreChanged(StoreIdentity now)
    {
        _parts.ClusterObserver.ClusterTrouble(
            "trust what was read", $"the store is another one now, timeline {now.Timeline} of system {now.System}: every shard is loaded anew");
        _region.Tell(RegionMessage.BeginAnew.Instance);
        _scheduler.Tell(RegionMessage.BeginAnew.Instance);
        _queues.Tell(QueueMessage.BeginAnew.Instance);
    }

    private void OnFailure(ActorFailure failure)
    {
        _parts.Observer.ActorFailed(failure.Actor.Value, failure.Cause);
        var name = failure.Actor.Value;
        if (name.EndsWith("/lease", StringComparison.Ordinal) || name.EndsWith("/dispatcher", StringComparison.Ordinal) || name.EndsWith("/worker", StringComparison.Ordinal))
            _broken.TrySetResult($"{name} failed: {failure.Cause.Message}");
    }

    // A task may be bound to a worker by its name.
    private WorkerSettings WorkerSettings =>
        _options.Worker with { Labels = new Dictionary<string, string>(_options.Worker.Labels) { [TaskPart.WorkerLabel] = _options.NodeId } };

    private WorkerServices WorkerServices(ActorRef<LogMessage> logs) => new()
    {
        Node = _node,
        Dispatchers = RunsAttempts && OwnsShards ? [new(_node, _dispatcher)] : [],
        Lease = _lease,
        Owners = _shards,
        Store = _parts.Store.Shards,
        Logs = logs,
        Executors = _parts.Executors,
        Offload = _parts.Offload,
    };

    private RegionSettings<ShardMessage> ShardRegion()
    {
        var services = new ShardServices
        {
            Settings = _options.Shards,
            Deadlines = new TtlQueueOptions { DefaultDelay = _options.Shards.Horizon },
            Store = _parts.Store.Shards,
            Keys = _parts.Store.Keys,
            Dependencies = _parts.Store.Dependencies,
            Ownership = _parts.Store.Ownership,
            Shards = _shards,
            Limits = Limits,
            Dispatcher = _dispatcher,
            Dispatch = _options.Dispatch,
            Board = Board,
            QueueStore = _parts.Store.Queues,
            Queues = QueueBoard,
            Workers = _workers,
            Transitions = _steps,
            Observer = _parts.Observer,
            Serving = _serving,
        };
        return Region<ShardMessage>(
            EngineCluster.RegionName,
            [.. Enumerable.Range(0, _options.Shape.Shards)],
            shard => new Props<ShardMessage>(() => new ShardActor(shard, services)) { MailboxCapacity = Large, Supervision = Supervision.Stop },
            static successor => new ShardMessage.HandOff(successor),
            ShardRefusals.TurnAway,
            _shards);
    }

    private RegionSettings<SchedulerMessage> SchedulerRegion()
    {
        var services = new SchedulerServices
        {
            Store = _parts.Store.Schedules,
            Ownership = _parts.Store.Ownership,
            Shards = _shards,
            Commits = _options.Shards.Commits,
            Deadlines = new TtlQueueOptions { FireBatch = 1_000, MaxPending = 10_000, DefaultDelay = _options.Shards.Horizon },
            Observer = _parts.Observer,
            Serving = _serving,
        };
        var region = Region<SchedulerMessage>(
            EngineCluster.SchedulerName,
            [ShardTerm.Singleton],
            shard => new Props<SchedulerMessage>(() => new SchedulerActor(shard, services)) { MailboxCapacity = Large, Supervision = Supervision.Stop },
            static successor => new SchedulerMessage.HandOff(successor),
            ShardRefusals.TurnAway,
            _singleton);
        return region with { Began = _cluster.BeganToLead, Ended = _cluster.EndedToLead };
    }

    private RegionSettings<T> Region<T>(
        string name,
        IReadOnlyList<int> shards,
        Func<AcquiredShard, Props<T>> props,
        Func<ActorRef<T>, T> handOff,
        Action<T> turnAway,
        ShardDirectory<T> directory) =>
        new()
        {
            Name = name,
            Node = _node,
            Owns = OwnsShards,
            Shards = shards,
            Ownership = _parts.Store.Ownership,
            ShardProps = props,
            HandOff = handOff,
            TurnAway = turnAway,
            Serves = _serving.Serves,
            Directory = directory,
            Exports = _cluster.Exports,
            Changed = _cluster.Changed,
            Observer = _parts.ClusterObserver,
        };
}
