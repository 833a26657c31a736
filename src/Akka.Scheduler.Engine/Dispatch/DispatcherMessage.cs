using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Dispatch;

/// <summary>What a node's dispatcher understands.</summary>
public abstract record DispatcherMessage
{
    private DispatcherMessage() { }

    /// <summary>A shard's ready tasks by priority, as they stand now; replaces what it said before.</summary>
    public sealed record Demand(int Shard, ActorRef<ShardMessage> Ref, ReadyCounts Ready) : DispatcherMessage;

    /// <summary>A worker has free slots.</summary>
    public sealed record Offer(CreditGrant Grant) : DispatcherMessage;

    /// <summary>A shard had no use for credits.</summary>
    public sealed record GiveBack(CreditGrant Grant) : DispatcherMessage;

    /// <summary>A worker stamps its unspent credits anew, since old ones start nothing.</summary>
    /// <param name="Worker">Whose.</param>
    /// <param name="Stamp">The new stamp.</param>
    /// <param name="Limit">Credits stamped before this are void and not taken over.</param>
    public sealed record Restamp(WorkerId Worker, long Stamp, long Limit) : DispatcherMessage;

    /// <summary>A worker takes back all its unspent credits: it drains, or is gone.</summary>
    public sealed record Withdraw(WorkerId Worker) : DispatcherMessage;

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
