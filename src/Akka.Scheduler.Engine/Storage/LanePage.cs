using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Storage;

/// <summary>A part of a lane's waiting tasks that is to be read.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="After">Those behind this place.</param>
/// <param name="Until">Those due to start no later.</param>
/// <param name="Limit">At most so many, the first ones; 1 or more.</param>
public readonly record struct LanePage(LaneKey Lane, WaitingPosition After, DateTimeOffset Until, int Limit);

/// <summary>Reads of a shard's own rows.</summary>
public static class ShardStoreExtensions
{
    /// <summary>One page of one lane, as <see cref="IShardStore.LoadWaitingAsync"/> reads it.</summary>
    public static async Task<IReadOnlyList<TaskSnapshot>> LoadWaitingAsync(
        this IShardStore store, int shard, LaneKey lane, WaitingPosition after, DateTimeOffset until, int limit, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(store);
        return (await store.LoadWaitingAsync(shard, [new(lane, after, until, limit)], cancel))[0];
    }
}
