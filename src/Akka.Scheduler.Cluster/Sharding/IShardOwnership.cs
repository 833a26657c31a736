using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.Cluster.Sharding;

/// <summary>Takes and releases shards in the store. Taking one writes first (the term entry) and is read from only afterwards.</summary>
public interface IShardOwnership
{
    /// <summary>
    /// Takes those of <paramref name="shards"/> that are free, or all of them when <paramref name="forced"/>: the epoch rises, the term entry is
    /// written. Nothing is taken for a node that is not up. Shards that could not be had are left out of the answer.
    /// </summary>
    Task<IReadOnlyList<AcquiredShard>> AcquireAsync(IReadOnlyList<int> shards, NodeIncarnation owner, bool forced, string reason, CancellationToken cancel);

    /// <summary>Gives a shard back behind its fence. A fenced release changes nothing and is no error: it is someone else's already.</summary>
    Task ReleaseAsync(ShardTerm term, CancellationToken cancel);

    /// <summary>Who owns what.</summary>
    Task<IReadOnlyList<ShardRow>> ReadAsync(CancellationToken cancel);
}

/// <summary>A shard's row.</summary>
/// <param name="Shard">Which shard.</param>
/// <param name="Owner">Who owns it; absent when free.</param>
/// <param name="Epoch">The epoch of the last take-over.</param>
/// <param name="LogSeq">How many batches its log holds.</param>
public sealed record ShardRow(int Shard, NodeIncarnation? Owner, long Epoch, long LogSeq);
