using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.Cluster.Sharding;

/// <summary>Takes and releases shards in the store. Taking one writes first (the term entry) and is read from only afterwards.</summary>
public interface IShardOwnership
{
    /// <summary>
    /// Takes those of <paramref name="shards"/> that are free or <paramref name="owner"/>'s own, or all of them when <paramref name="forced"/>: the
    /// epoch rises, the term entry is written. Nothing is taken for a node that is not up. Shards that could not be had are left out of the answer.
    /// </summary>
    /// <param name="shards">Which shards.</param>
    /// <param name="owner">For whom.</param>
    /// <param name="forced">Whether to take them from another owner.</param>
    /// <param name="reason">Why, for the record.</param>
    /// <param name="batchId">Names this take-over as the first batch of each term. Never used before, nor ever again, for anything.</param>
    /// <param name="cancel">Gives up waiting.</param>
    Task<IReadOnlyList<AcquiredShard>> AcquireAsync(
        IReadOnlyList<int> shards, NodeIncarnation owner, bool forced, string reason, Guid batchId, CancellationToken cancel);

    /// <summary>Gives a shard back behind its fence. A fenced release changes nothing and is no error: it is someone else's already.</summary>
    /// <param name="term">The owner's term.</param>
    /// <param name="lastBatch">The last batch that it knows to be durable.</param>
    /// <param name="cancel">Gives up waiting.</param>
    Task ReleaseAsync(ShardTerm term, Guid lastBatch, CancellationToken cancel);

    /// <summary>Who owns what, by shard.</summary>
    Task<IReadOnlyList<ShardRow>> ReadAsync(CancellationToken cancel);

    /// <summary>The shard map that was published last; version 0 and empty before the first one.</summary>
    Task<ShardMap> ReadMapAsync(CancellationToken cancel);

    /// <summary>
    /// Publishes the next map. Done only if <paramref name="singleton"/> is still the term of <see cref="ShardTerm.Singleton"/>, checked under the lock of
    /// its row, and <paramref name="next"/> follows the stored version by one.
    /// </summary>
    /// <returns>False when another coordinator has taken over, or the map was published already; nothing changed.</returns>
    Task<bool> PublishMapAsync(ShardTerm singleton, ShardMap next, CancellationToken cancel);
}

/// <summary>A shard's row.</summary>
/// <param name="Shard">Which shard.</param>
/// <param name="Owner">Who owns it; absent when free.</param>
/// <param name="Epoch">The epoch of the last take-over.</param>
/// <param name="LogSeq">How many batches its log holds.</param>
public sealed record ShardRow(int Shard, NodeIncarnation? Owner, long Epoch, long LogSeq);
