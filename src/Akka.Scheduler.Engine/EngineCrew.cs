using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Transport;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine;

/// <summary>Makes workers and dispatchers of all nodes known to one another, by what the node's watch saw.</summary>
internal sealed class EngineCrew(
    NodeIncarnation self,
    bool runsAttempts,
    ExportTable exports,
    WorkerDirectory directory,
    ActorRef<WorkerMessage> worker,
    ActorRef<DispatcherMessage> dispatcher)
{
    private List<NodeIncarnation> _workers = [];
    private List<NodeIncarnation> _dispatchers = [];

    public void See(ClusterView view)
    {
        var workers = Living(view, MemberProfile.WorkerRole);
        if (!workers.SequenceEqual(_workers))
        {
            _workers = workers;
            directory.Replace(workers.ToDictionary(node => new WorkerId(node.NodeId), WorkerOf));
            dispatcher.Tell(new DispatcherMessage.WorkersChanged(workers));
        }

        directory.See(workers);

        var dispatchers = Living(view, MemberProfile.SchedulerRole);
        if (!runsAttempts || dispatchers.SequenceEqual(_dispatchers)) return;
        _dispatchers = dispatchers;
        worker.Tell(new WorkerMessage.DispatchersChanged([.. dispatchers.Select(node => new DispatcherSeat(node, DispatcherOf(node)))]));
    }

    private static List<NodeIncarnation> Living(ClusterView view, string role) =>
        [.. view.Members.Where(member => member.State.Lives() && member.Profile.Has(role)).Select(member => member.Node)];

    private ActorRef<WorkerMessage> WorkerOf(NodeIncarnation node) =>
        node == self ? worker : exports.Find<WorkerMessage>(new(node, EngineCluster.WorkerName));

    private ActorRef<DispatcherMessage> DispatcherOf(NodeIncarnation node) =>
        node == self ? dispatcher : exports.Find<DispatcherMessage>(new(node, EngineCluster.DispatcherName));
}
