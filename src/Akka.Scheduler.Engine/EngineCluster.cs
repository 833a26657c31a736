using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Cluster.Sharding.Monitors;
using Akka.Scheduler.Cluster.Transport;
using Akka.Scheduler.Engine.Queues;
using Akka.Scheduler.Engine.Wire;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine;

/// <summary>What ties a node to the others: the names its actors have for them, its eye on them, and the coordinator that works where the singleton is.</summary>
internal sealed class EngineCluster
{
    /// <summary>The names that every node exports its parts under.</summary>
    public const string RegionName = "region";

    /// <inheritdoc cref="RegionName"/>
    public const string SchedulerName = "scheduler";

    /// <inheritdoc cref="RegionName"/>
    public const string WatchName = "cluster";

    /// <inheritdoc cref="RegionName"/>
    public const string WorkerName = "worker";

    /// <inheritdoc cref="RegionName"/>
    public const string DispatcherName = "dispatcher";

    /// <inheritdoc cref="RegionName"/>
    public const string EventsName = "events";

    /// <inheritdoc cref="RegionName"/>
    public const string QueuesName = "queues";

    private readonly EngineOptions _options;
    private readonly EngineParts _parts;
    private readonly NodeIncarnation _node;
    private readonly INodeTransport _transport;
    private ActorRef<WatchMessage>? _watch;
    private ActorRef<MonitorMessage>? _coordinator;
    private bool _isKnown;

    public EngineCluster(EngineOptions options, EngineParts parts, NodeIncarnation node, INodeTransport transport)
    {
        (_options, _parts, _node, _transport) = (options, parts, node, transport);
        Exports = new(node, transport, new EngineCodec(), parts.Time, why => parts.ClusterObserver.ClusterTrouble("read a message", why));
    }

    public ExportTable Exports { get; }

    public ClusterBoard Board { get; } = new();

    public MonitorBoard Monitors { get; } = new();

    /// <summary>Whether the singleton is on this node, as far as it knows.</summary>
    public bool Leads { get; private set; }

    public void StartCoordinator(ActorSystem system) => _coordinator = system.Spawn(
        Props.Create(() => new Coordinator(new()
        {
            Ownership = _parts.Store.Ownership,
            Regions = new ExportedRegions(Exports, RegionName, WatchName, _parts.Time),
            Board = Board,
            Observer = _parts.ClusterObserver,
            Counters = Monitors,
            Monitors = _options.Monitors,
        })),
        "coordinator");

    /// <summary>Begins to look, and to take part.</summary>
    public void StartWatch(ActorSystem system, IReadOnlyList<Action<ClusterView>> listeners)
    {
        var settings = new WatchSettings
        {
            Self = _node,
            Members = _parts.Store.Membership,
            Ownership = _parts.Store.Ownership,
            Board = Board,
            Listeners = [Connect, .. listeners],
            HintOthers = HintOthers,
            Observer = _parts.ClusterObserver,
            Lease = _options.Lease,
            Poll = _options.ClusterPoll,
        };
        _watch = system.Spawn(Props.Create(() => new MemberWatch(settings)), "cluster");
        Exports.Export(WatchName, _watch);
        _transport.Attach(Exports);
    }

    /// <summary>Something changed in the store: all nodes look.</summary>
    public void Changed()
    {
        _watch?.Tell(WatchMessage.LookNow.Instance);
        HintOthers(Board.Current);
    }

    /// <summary>How far each shard is, as its owner says.</summary>
    public async Task<IReadOnlyDictionary<int, ShardPhase>> DescribeShardsAsync(TimeSpan patience, CancellationToken cancel)
    {
        var view = Board.Current;
        var regions = new ExportedRegions(Exports, RegionName, WatchName, _parts.Time);
        var owners = view.Shards.Select(view.LivingOwnerOf).OfType<NodeIncarnation>().Distinct().ToList();
        var answers = await Task.WhenAll(owners.Select(owner => regions.DescribeAsync(owner, patience, cancel)));
        var phases = new Dictionary<int, ShardPhase>();
        for (var i = 0; i < owners.Count; i++)
        {
            foreach (var state in answers[i] ?? [])
            {
                if (view.RowOf(state.Shard)?.Owner == owners[i]) phases[state.Shard] = state.Phase;
            }
        }

        return phases;
    }

    public void BeganToLead(ShardTerm term)
    {
        Leads = true;
        _coordinator?.Tell(new MonitorMessage.Lead(term));
    }

    public void EndedToLead(ShardTerm term)
    {
        Leads = false;
        _coordinator?.Tell(new MonitorMessage.Follow(term));
    }

    private IEnumerable<Member> Others(ClusterView view) =>
        view.Members.Where(member => member.State.Lives() && member.Node != _node && member.Profile.Address.Length > 0);

    private void Connect(ClusterView view)
    {
        _transport.SetPeers([.. Others(view).Select(member => new Peer(member.Node, member.Profile.Address))]);
        if (_isKnown) return;
        // Others can answer only whom they have seen.
        _isKnown = true;
        HintOthers(view);
    }

    /// <summary>The settings of queues were changed: all other nodes look.</summary>
    public void QueuesChanged()
    {
        foreach (var member in Others(Board.Current)) Exports.Find<QueueMessage>(new(member.Node, QueuesName)).Tell(QueueMessage.Changed.Instance);
    }

    private void HintOthers(ClusterView view)
    {
        foreach (var member in Others(view)) Exports.Find<WatchMessage>(new(member.Node, WatchName)).Tell(WatchMessage.LookNow.Instance);
    }
}
