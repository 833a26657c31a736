using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Storage;

/// <summary>Who waits for whom. Written only by commits of shards (<see cref="ShardBatch"/>); here it is read.</summary>
/// <remarks>
/// <para>A task that waits is a child, and what it waits for are its parents. While a child waits for a parent, exactly one of these holds: nobody has told the
/// parent's shard yet, there is a follower row, or there is a signal.</para>
/// <para>The commit that ends a parent turns its follower rows into signals. The commit that removes a signal records in the child what it says.</para>
/// <para>All throw <see cref="StoreUnavailableException"/> when the store cannot be reached.</para>
/// </remarks>
public interface IDependencyStore
{
    /// <summary>The tasks of a shard that have followers, each with the shards of those.</summary>
    Task<IReadOnlyList<FollowedTask>> LoadFollowedAsync(int shard, CancellationToken cancel);

    /// <summary>
    /// Tasks of a shard that wait for at least one task whose shard has not been told, or that are being cancelled while they wait, by id after
    /// <paramref name="afterId"/>.
    /// </summary>
    /// <returns>At most <paramref name="limit"/> tasks; fewer mean that there are no more.</returns>
    Task<IReadOnlyList<TaskSnapshot>> LoadUnfollowedAsync(int shard, TaskId afterId, int limit, CancellationToken cancel);

    /// <summary>The oldest signals to tasks of a shard, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<SignalRow>> ReadSignalsAsync(int shard, int limit, CancellationToken cancel);

    /// <summary>The shards that have signals waiting.</summary>
    Task<IReadOnlyList<int>> ShardsWithSignalsAsync(CancellationToken cancel);

    /// <summary>Tasks that wait for <paramref name="parent"/> and have told its shard, by id, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<TaskId>> ChildrenAsync(TaskId parent, int limit, CancellationToken cancel);

    /// <summary>Those of <paramref name="ids"/> that exist: live, finished, or in an inbox.</summary>
    Task<IReadOnlyList<TaskId>> ExistingAsync(IReadOnlyList<TaskId> ids, CancellationToken cancel);
}

/// <summary>A task that others wait for.</summary>
/// <param name="Parent">Which.</param>
/// <param name="ChildShard">A shard of tasks that wait for it; one row each.</param>
public readonly record struct FollowedTask(TaskId Parent, int ChildShard);

/// <summary>The news for a child that one of its parents has ended.</summary>
/// <param name="Position">Names the row.</param>
/// <param name="Child">Who waits.</param>
/// <param name="Edge">For which of its parents.</param>
/// <param name="End">How that one ended.</param>
public readonly record struct SignalRow(long Position, TaskId Child, int Edge, TaskState End);

/// <summary>A child that is to hear of its parent's end.</summary>
/// <param name="Parent">Of whose end.</param>
/// <param name="Child">Who waits.</param>
/// <param name="Edge">Which of the child's edges it is.</param>
/// <param name="ChildShard">The child's shard.</param>
public readonly record struct FollowerRow(TaskId Parent, TaskId Child, int Edge, int ChildShard);

/// <summary>A task that ends in a batch, and has followers.</summary>
/// <param name="Parent">Which.</param>
/// <param name="End">How it ends.</param>
public readonly record struct EndedParent(TaskId Parent, TaskState End);
