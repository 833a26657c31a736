using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using NpgsqlTypes;
using static Akka.Scheduler.Storage.PostgreSql.Parameters;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>Who waits for whom, read through the pool.</summary>
internal sealed class PostgreSqlDependencies(StoreCalls calls) : IDependencyStore
{
    public async Task<IReadOnlyList<FollowedTask>> LoadFollowedAsync(int shard, CancellationToken cancel) =>
        await calls.ReadAsync("load_followed", static row => new FollowedTask(new(row.GetString(0)), row.GetInt32(1)), cancel, Number(shard));

    public async Task<IReadOnlyList<TaskSnapshot>> LoadUnfollowedAsync(int shard, TaskId afterId, int limit, CancellationToken cancel) =>
        await calls.ReadAsync("load_unfollowed", TaskRows.Task, cancel, Number(shard), Text(afterId.ToString()), Number(limit));

    public async Task<IReadOnlyList<SignalRow>> ReadSignalsAsync(int shard, int limit, CancellationToken cancel) =>
        await calls.ReadAsync(
            "read_signals",
            static row => new SignalRow(row.GetInt64(0), new(row.GetString(1)), row.GetInt32(2), (TaskState)row.GetInt16(3)),
            cancel,
            Number(shard), Number(limit));

    public async Task<IReadOnlyList<int>> ShardsWithSignalsAsync(CancellationToken cancel) =>
        await calls.ReadAsync("signal_shards", static row => row.GetInt32(0), cancel);

    public async Task<IReadOnlyList<TaskId>> ChildrenAsync(TaskId parent, int limit, CancellationToken cancel) =>
        await calls.ReadAsync("children", static row => new TaskId(row.GetString(0)), cancel, Text(parent.Value), Number(limit));

    public async Task<IReadOnlyList<TaskId>> ExistingAsync(IReadOnlyList<TaskId> ids, CancellationToken cancel) => ids.Count == 0
        ? []
        : await calls.ReadAsync(
            "existing_tasks", static row => new TaskId(row.GetString(0)), cancel, Array<string>([.. ids.Select(id => id.Value)], NpgsqlDbType.Text));
}
