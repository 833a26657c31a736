using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Dispatch;

/// <summary>What a node's dispatcher understands.</summary>
public abstract record DispatcherMessage
{
    private DispatcherMessage() { }

    /// <summary>A shard's ready tasks by class and priority, as they stand now; replaces what it said before.</summary>
    public sealed record Demand(int Shard, ActorRef<ShardMessage> Ref, IReadOnlyList<ReadyGroup> Ready) : DispatcherMessage;

    /// <summary>How many credits a worker gives this dispatcher.</summary>
    /// <remarks>Absolute, and said again each second. Of one stamp the highest limit counts; a higher stamp ends all lower ones.</remarks>
    /// <param name="Worker">Whose slots.</param>
    /// <param name="Ref">Where the worker is.</param>
    /// <param name="Stamp">Which issue of credits: the worker's monotonic clock when it began it. A worker gives no two dispatchers the same one.</param>
    /// <param name="Limit">How many credits there are of this issue in all, spent ones among them.</param>
    /// <param name="Oldest">Earlier issues from this stamp on still count with the worker; what was spent of older ones need not be known any more.</param>
    /// <param name="Load">How busy it is.</param>
    /// <param name="Profile">What it says of itself; absent where it was said before.</param>
    public sealed record Offer(
        NodeIncarnation Worker, ActorRef<WorkerMessage> Ref, long Stamp, int Limit, long Oldest, WorkerLoad Load, WorkerProfile? Profile) : DispatcherMessage;

    /// <summary>A shard had no use for credits.</summary>
    public sealed record GiveBack(CreditGrant Grant) : DispatcherMessage;

    /// <summary>Which workers are there now, all of them: credits of any other are worth nothing.</summary>
    public sealed record WorkersChanged(IReadOnlyList<NodeIncarnation> Workers) : DispatcherMessage;

    internal sealed record Match : DispatcherMessage
    {
        public static Match Instance { get; } = new();
    }

}

/// <summary>How many tasks are ready, by priority.</summary>
public readonly record struct ReadyCounts(int Low, int Normal, int High, int Urgent)
{
    /// <summary>All of them.</summary>
    public int Total => Low + Normal + High + Urgent;
}

/// <summary>How many tasks of one class are ready.</summary>
public readonly record struct ReadyGroup(ReadyClass Class, ReadyCounts Counts);
