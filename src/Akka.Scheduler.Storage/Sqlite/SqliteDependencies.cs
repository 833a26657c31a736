using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Storage.Sqlite;

internal sealed class SqliteDependencies(SqliteCalls calls) : IDependencyStore
{
    public async Task<IReadOnlyList<FollowedTask>> LoadFollowedAsync(int shard, CancellationToken cancel) =>
        await calls.ReadAsync(
            session => session["load_followed"].Set(1, shard).Read(static row => new FollowedTask(new(row.Text(0)), (int)row.Number(1))), cancel);

    public async Task<IReadOnlyList<TaskSnapshot>> LoadUnfollowedAsync(int shard, TaskId afterId, int limit, CancellationToken cancel) =>
        await calls.ReadAsync(
            session => session["load_unfollowed"].Set(1, shard).Set(2, afterId.Value ?? "").Set(3, limit).Read(TaskRows.Task), cancel);

    public async Task<IReadOnlyList<SignalRow>> ReadSignalsAsync(int shard, int limit, CancellationToken cancel) =>
        await calls.ReadAsync(
            session => session["read_signals"].Set(1, shard).Set(2, limit).Read(
                static row => new SignalRow(row.Number(0), new(row.Text(1)), (int)row.Number(2), (TaskState)row.Number(3))),
            cancel);

    public async Task<IReadOnlyList<int>> ShardsWithSignalsAsync(CancellationToken cancel) =>
        await calls.ReadAsync(session => session["signal_shards"].Read(static row => (int)row.Number(0)), cancel);

    public async Task<IReadOnlyList<TaskId>> ChildrenAsync(TaskId parent, int limit, CancellationToken cancel) =>
        await calls.ReadAsync(session => session["children"].Set(1, parent.Value).Set(2, limit).Read(static row => new TaskId(row.Text(0))), cancel);

    public async Task<IReadOnlyList<TaskId>> ExistingAsync(IReadOnlyList<TaskId> ids, CancellationToken cancel) =>
        await calls.ReadAsync(
            session =>
            {
                var found = new List<TaskId>(ids.Count);
                foreach (var id in ids.Distinct()) session["existing_task"].Set(1, id.Value).Read(static row => new TaskId(row.Text(0)), found);
                return found;
            },
            cancel);
}
