using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>Who waits for whom.</summary>
internal sealed class SimulatedDependencies(SimulatedReads reads) : IDependencyStore
{
    public Task<IReadOnlyList<FollowedTask>> LoadFollowedAsync(int shard, CancellationToken cancel) =>
        reads.ReadAsync<IReadOnlyList<FollowedTask>>(
            shard,
            rows => [.. rows.Followers.SelectMany(each => each.Value.Values.Distinct().Select(child => new FollowedTask(new(each.Key), child)))],
            cancel);

    public Task<IReadOnlyList<TaskSnapshot>> LoadUnfollowedAsync(int shard, TaskId afterId, int limit, CancellationToken cancel) =>
        reads.ReadAsync("unfollowed", state => DependencySteps.Unfollowed(state, shard, afterId, limit), cancel);

    public Task<IReadOnlyList<SignalRow>> ReadSignalsAsync(int shard, int limit, CancellationToken cancel) =>
        reads.ReadAsync<IReadOnlyList<SignalRow>>(shard, rows => [.. rows.Signals.Values.Take(limit)], cancel);

    public Task<IReadOnlyList<int>> ShardsWithSignalsAsync(CancellationToken cancel) =>
        reads.ReadAsync<IReadOnlyList<int>>(
            "signals", state => [.. state.Shards.Where(each => !each.Value.Signals.IsEmpty).Select(each => each.Key)], cancel);

    public Task<IReadOnlyList<TaskId>> ChildrenAsync(TaskId parent, int limit, CancellationToken cancel) =>
        reads.ReadAsync(parent.Value, state => DependencySteps.Children(state, parent, limit), cancel);

    public Task<IReadOnlyList<TaskId>> ExistingAsync(IReadOnlyList<TaskId> ids, CancellationToken cancel) =>
        reads.ReadAsync("existing", state => DependencySteps.Existing(state, ids), cancel);
}
