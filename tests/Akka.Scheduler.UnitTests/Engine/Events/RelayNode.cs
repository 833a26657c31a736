using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Transport;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine;
using Akka.Scheduler.Engine.Events;
using Akka.Scheduler.Engine.Wire;
using Akka.Scheduler.Kernel;
using Akka.Scheduler.Testing.Simulation;
using Akka.Scheduler.UnitTests.Cluster;
using Akka.Scheduler.UnitTests.Domain.Tasks;

namespace Akka.Scheduler.UnitTests.Engine.Events;

/// <summary>The relay of one node of a simulated cluster, with an audience that wants what a test says.</summary>
internal sealed class RelayNode : ITransitionAudience, ITransitionSink
{
    private readonly INodeTransport _transport;
    private readonly ActorRef<RelayMessage> _relay;
    private Action _wishGrew = static () => { };

    public RelayNode(SimulatedWorld world, string id)
    {
        Node = Views.Node(id);
        _transport = world.Network.Open(Node);
        Outbox = new(this);
        var exports = new ExportTable(Node, _transport, new EngineCodec(), world.Simulation.Time, Troubles.Add);
        var system = ActorSystem.Create(
            id, new() { Time = world.Simulation.Time, Dispatcher = world.Simulation, Seed = 1, OnFailure = failure => Troubles.Add($"{failure.Cause}") });
        _relay = system.Spawn(
            Props.Create(() => new EventRelay(Node, Outbox, this, node => exports.Find<RelayMessage>(new(node, EngineCluster.EventsName)))), "events");
        exports.Export(EngineCluster.EventsName, _relay);
        _transport.Attach(exports);
    }

    public NodeIncarnation Node { get; }

    public StepOutbox Outbox { get; }

    public List<string> Troubles { get; } = [];

    /// <summary>What it heard of steps of other nodes.</summary>
    public List<TransitionNotice> HeardSteps { get; } = [];

    /// <summary>How many steps of its own it committed, by what its own sink was told.</summary>
    public int Own { get; private set; }

    public int Lost { get; private set; }

    public AudienceWish Wish { get; private set; }

    public void Want(AudienceWish wish)
    {
        var grew = wish > Wish;
        Wish = wish;
        if (grew) _wishGrew();
    }

    public void See(params RelayNode[] nodes)
    {
        _transport.SetPeers([.. nodes.Where(node => node != this).Select(node => new Peer(node.Node, ""))]);
        _relay.Tell(new RelayMessage.Seen(Views.Of([.. nodes.Select(node => Views.Up(node.Node.NodeId))], "-")));
    }

    /// <summary>A step of this node becomes durable: the end of a task, or its start.</summary>
    public void Commit(string id, bool end = false)
    {
        var task = TaskCase.Pending();
        var (type, to) = end ? (TransitionType.Succeeded, TaskState.Succeeded) : (TransitionType.Started, TaskState.Running);
        Outbox.Committed(task, task, new(new TaskId(id), 2, type, TaskState.Pending, to, 1, null, DateTimeOffset.UnixEpoch, new('x', 2_000)));
    }

    void ITransitionAudience.Attach(Action wishGrew) => _wishGrew = wishGrew;

    void ITransitionAudience.Heard(IReadOnlyList<TransitionNotice> notices, int lost)
    {
        HeardSteps.AddRange(notices);
        Lost += lost;
    }

    void ITransitionSink.Committed(TaskSnapshot before, TaskSnapshot task, HistoryEntry entry) => Own++;
}
