using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Engine.Workers;

namespace Akka.Scheduler.Engine.Dispatch;

/// <summary>The workers that this node's dispatcher hears of. Written by the dispatcher, read by anybody.</summary>
public sealed class WorkerBoard
{
    private IReadOnlyList<SeenWorker> _workers = [];

    /// <summary>Those that were heard of lately, by node id.</summary>
    public IReadOnlyList<SeenWorker> Workers
    {
        get => Volatile.Read(ref _workers);
        internal set => Volatile.Write(ref _workers, value);
    }
}

/// <summary>A worker as a dispatcher sees it.</summary>
/// <param name="Node">On which incarnation of which node.</param>
/// <param name="Ref">Where it is.</param>
/// <param name="Profile">What it says of itself.</param>
/// <param name="Load">How busy it is.</param>
public sealed record SeenWorker(NodeIncarnation Node, Kernel.ActorRef<WorkerMessage> Ref, WorkerProfile Profile, WorkerLoad Load);
