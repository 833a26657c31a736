using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.Cluster.Sharding;

/// <summary>One owner's time with one shard. The epoch rises with every take-over, so an epoch has exactly one owner.</summary>
/// <param name="Shard">Which shard; <see cref="Singleton"/> is the scheduler's own.</param>
/// <param name="Epoch">From 1.</param>
/// <param name="Owner">Who owns it.</param>
public sealed record ShardTerm(int Shard, long Epoch, NodeIncarnation Owner)
{
    /// <summary>The shard number that stands for the cluster singleton: the same fence, the same code.</summary>
    public const int Singleton = -1;
}

/// <summary>A shard just taken over.</summary>
/// <param name="Term">The new term.</param>
/// <param name="LogSeq">The shard's log sequence after the term entry: what the first batch must expect.</param>
/// <param name="BatchId">The take-over's id, which stands in the shard's row as its last batch: what the first batch must name as the one before it.</param>
public sealed record AcquiredShard(ShardTerm Term, long LogSeq, Guid BatchId);
