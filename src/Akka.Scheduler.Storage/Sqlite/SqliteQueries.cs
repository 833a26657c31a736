using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Storage.Sqlite;

internal sealed class SqliteQueries(SqliteCalls calls) : ITaskQueries
{
    public Task<TaskSnapshot?> GetAsync(TaskId id, int shard, CancellationToken cancel) =>
        calls.ReadAsync(
            session => session["find_task"].Set(1, id.Value).Set(2, shard).First(TaskRows.Task)
                ?? session["get_inbox"].Set(1, id.Value).Set(2, shard).First(TaskRows.Accepted),
            cancel);

    public Task<TaskListPage> ListAsync(TaskFilter filter, int limit, string? cursor, CancellationToken cancel)
    {
        var list = new TaskList(filter, limit, cursor);
        return calls.ReadAsync(list.Read, cancel);
    }

    public async Task<IReadOnlyList<RecordedStep>> EventsAsync(TaskId id, int shard, CancellationToken cancel) =>
        await calls.ReadAsync(session => session["task_events"].Set(1, id.Value).Set(2, shard).Read(row => Step(row, id, shard)), cancel);

    public async Task<IReadOnlyList<LogChunk>> LogAsync(TaskId id, long afterPosition, int limit, CancellationToken cancel) =>
        await calls.ReadAsync(
            session => session["task_log"].Set(1, id.Value).Set(2, afterPosition).Set(3, limit).Read(
                row => new LogChunk(row.Number(0), id, (int)row.Number(1), new(row.Id(2)), row.Instant(3), row.Text(4), row.Text(5))),
            cancel);

    public async Task<IReadOnlyList<TaskCount>> CountAsync(DateTimeOffset now, CancellationToken cancel) =>
        await calls.ReadAsync(session => TaskCounts.Read(session, now), cancel);

    public async Task<IReadOnlyList<ShardCount>> CountByShardAsync(DateTimeOffset now, CancellationToken cancel) =>
        await calls.ReadAsync(session => TaskCounts.ReadByShard(session, now), cancel);

    private static RecordedStep Step(Statement row, TaskId id, int shard)
    {
        var entry = new HistoryEntry(
            id,
            (int)row.Number(0),
            (TransitionType)row.Number(1),
            (TaskState?)row.MaybeNumber(2),
            (TaskState)row.Number(3),
            (int)row.Number(4),
            row.MaybeId(5) is { } attempt ? new AttemptId(attempt) : null,
            row.Instant(6),
            row.MaybeText(7));
        return new(entry, shard, row.Number(8), row.Number(9), row.Text(10));
    }
}
