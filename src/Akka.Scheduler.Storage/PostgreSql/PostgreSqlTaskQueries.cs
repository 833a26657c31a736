using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Storage.Documents;
using Npgsql;
using static Akka.Scheduler.Storage.PostgreSql.Parameters;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>Reads for people, over live tasks, the archive and the inbox.</summary>
internal sealed class PostgreSqlTaskQueries(StoreCalls calls) : ITaskQueries
{
    public async Task<TaskSnapshot?> GetAsync(TaskId id, int shard, CancellationToken cancel)
    {
        var found = await calls.ReadAsync("get_task", TaskRows.Task, cancel, Text(id.Value), Number(shard));
        return found.Count == 0 ? null : found[0];
    }

    public async Task<TaskListPage> ListAsync(TaskFilter filter, int limit, string? cursor, CancellationToken cancel)
    {
        var statuses = StatusFilter.Of(filter.Statuses);
        if (statuses.IsEmpty || LabelsText.Wanted(filter.Labels) is not { } wanted) return new([], null);
        var after = cursor is null ? (ListCursor?)null : ListCursor.Parse(cursor);
        // Those of one parent have a statement of their own, so that its plan is made for their index.
        var (statement, parent) = filter.DependsOn is { } task ? ("list_dependents", new[] { Text(task.Value) }) : ("list_tasks", []);
        var items = await calls.ReadAsync(
            statement, TaskRows.Task, cancel,
            [statuses.Live, statuses.Finished, Number(statuses.Waiting), Instant(filter.Now),
            Text(filter.Queue), Text(filter.Executor), Text(filter.ScheduleId), Text(filter.Name), Json(StorableLabels.Of(wanted)),
            Instant(filter.From ?? DateTimeOffset.MinValue), Instant(filter.To ?? DateTimeOffset.MaxValue),
            Instant(after?.CreatedAt ?? DateTimeOffset.MaxValue), Text(after?.Id.Value ?? ""), Number(limit + 1), .. parent]);
        if (items.Count <= limit) return new(items, null);
        items.RemoveAt(limit);
        return new(items, limit == 0 ? null : new ListCursor(items[^1].Spec.CreatedAt, items[^1].Id).ToString());
    }

    public async Task<IReadOnlyList<RecordedStep>> EventsAsync(TaskId id, int shard, CancellationToken cancel) =>
        await calls.ReadAsync("task_events", row => Step(id, row), cancel, Text(id.Value), Number(shard));

    public async Task<IReadOnlyList<LogChunk>> LogAsync(TaskId id, long afterPosition, int limit, CancellationToken cancel) =>
        await calls.ReadAsync(
            "task_log",
            row => new LogChunk(
                row.GetInt64(0), id, row.GetInt32(1), new(row.GetGuid(2)), TaskRows.Instant(row, 3), row.GetString(4), row.GetString(5)),
            cancel,
            Text(id.Value), Long(afterPosition), Number(limit));

    public async Task<IReadOnlyList<TaskCount>> CountAsync(DateTimeOffset now, CancellationToken cancel) =>
        await calls.ReadAsync(
            "count_tasks",
            static row =>
            {
                var ready = row.GetBoolean(2);
                var status = ready ? TaskStatusText.Queued : TaskStatusText.Of((TaskState)row.GetInt32(1));
                return new TaskCount(status, row.GetString(0), row.GetInt64(3));
            },
            cancel,
            Instant(now));

    public async Task<IReadOnlyList<ShardCount>> CountByShardAsync(DateTimeOffset now, CancellationToken cancel) =>
        await calls.ReadAsync(
            "count_shards", static row => new ShardCount(row.GetInt32(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)), cancel, Instant(now));

    private static RecordedStep Step(TaskId id, NpgsqlDataReader row)
    {
        var entry = new HistoryEntry(
            id,
            row.GetInt32(0),
            (TransitionType)row.GetInt16(1),
            row.IsDBNull(2) ? null : (TaskState)row.GetInt16(2),
            (TaskState)row.GetInt16(3),
            row.GetInt32(4),
            row.IsDBNull(5) ? null : new AttemptId(row.GetGuid(5)),
            TaskRows.Instant(row, 6),
            TaskRows.Text(row, 7));
        return new(entry, row.GetInt32(8), row.GetInt64(9), row.GetInt64(10), row.GetString(11));
    }
}
