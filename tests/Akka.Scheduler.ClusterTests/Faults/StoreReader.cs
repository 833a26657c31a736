using System.Collections.Concurrent;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Storage.PostgreSql;
using Akka.Scheduler.TestKit.Checking;
using Akka.Scheduler.TestKit.Checking.Facts;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>Reads a PostgreSQL store's rows as the facts of a run, over connections of its own.</summary>
internal sealed class StoreReader(string database) : IAsyncDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { MaxPoolSize = 6, SearchPath = "scheduler" });
    private readonly ConcurrentQueue<ScheduleId> _triggers = new();

    // Deferred to the end of the transaction, when the shard's row has the number of the batch.
    private const string NoteTaken = """
        CREATE TABLE public.inbox_taken (shard int NOT NULL, log_seq bigint NOT NULL, position bigint NOT NULL, task_id text NOT NULL);
        CREATE FUNCTION public.note_inbox_taken() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO public.inbox_taken SELECT OLD.shard, s.log_seq, OLD.position, OLD.task_id FROM scheduler.shard AS s WHERE s.shard_id = OLD.shard;
            RETURN NULL;
        END $$;
        CREATE CONSTRAINT TRIGGER note_taken AFTER DELETE ON scheduler.shard_inbox DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION public.note_inbox_taken();
        """;

    private const string History =
        "SELECT shard, log_seq, op_no, epoch, detail, task_id, seq, type, from_state, to_state, attempt, attempt_id, at FROM history ORDER BY shard, log_seq, op_no";

    /// <summary>Has the database note from now on which rows of the inboxes are taken, and by which batch: nothing else says so afterwards.</summary>
    public async Task NoteInboxAsync(CancellationToken cancel)
    {
        await using var command = _source.CreateCommand(NoteTaken);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Notes that a schedule is about to be triggered, whatever the answer will be: the store chooses the task's id.</summary>
    public void NoteTrigger(ScheduleId id) => _triggers.Enqueue(id);

    /// <summary>A schedule's row, however long the database is away.</summary>
    public async Task<(string Definition, string Cursor)?> ScheduleAsync(ScheduleId id, CancellationToken cancel)
    {
        var rows = await InsistAsync($"SELECT definition, cursor FROM schedule WHERE id = '{id}'", row => (row.GetString(0), row.GetString(1)), cancel);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Completes when nothing is left that is not finished.</summary>
    public async Task UntilQuietAsync(CancellationToken cancel)
    {
        while ((await InsistAsync("SELECT EXISTS (SELECT FROM task) OR EXISTS (SELECT FROM shard_inbox)", row => row.GetBoolean(0), cancel))[0])
            await Task.Delay(Again, cancel);
    }

    /// <summary>Completes when every shard has an owner whose node is up.</summary>
    public async Task UntilOwnedAsync(CancellationToken cancel)
    {
        const string free = "SELECT EXISTS (SELECT FROM shard AS s WHERE NOT EXISTS (SELECT FROM node AS n WHERE n.incarnation = s.owner_inc AND n.state = 1))";
        while ((await InsistAsync(free, row => row.GetBoolean(0), cancel))[0]) await Task.Delay(Again, cancel);
    }

    /// <summary>Reads, and throws when the database is away.</summary>
    public async Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancel)
    {
        await using var command = _source.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var found = new List<T>();
        while (await rows.ReadAsync(cancel)) found.Add(read(rows));
        return found;
    }

    /// <summary>The log of all shards, where the database is there.</summary>
    public Task<List<LogRow>> LogAsync(CancellationToken cancel) => ReadAsync(History, Log, cancel);

    /// <summary>Everything that the store holds.</summary>
    public async Task<RunHistory> HistoryAsync(CancellationToken cancel)
    {
        var tasks = await TasksAsync(cancel);
        return new()
        {
            Tasks = tasks,
            Triggered = Triggered(tasks),
            Inbox = await InsistAsync("SELECT shard, position, task_id FROM shard_inbox", row => new TestKit.Checking.Facts.InboxRow(row.GetInt32(0), row.GetInt64(1), new(row.GetString(2))), cancel),
            Consumptions = await InsistAsync(
                "SELECT shard, log_seq, position, task_id FROM public.inbox_taken", row => new InboxConsumption(row.GetInt32(0), row.GetInt64(1), row.GetInt64(2), new(row.GetString(3))), cancel),
            Log = await InsistAsync(History, Log, cancel),
            Terms = await InsistAsync(
                "SELECT shard_id, epoch, owner_id, owner_inc, first_seq, at, reason FROM shard_term ORDER BY shard_id, epoch",
                row => new TermRow(row.GetInt32(0), row.GetInt64(1), row.GetString(2), row.GetGuid(3), row.GetInt64(4), Instant(row, 5), row.GetString(6)), cancel),
            Shards = await InsistAsync(
                "SELECT shard_id, owner_id, owner_inc, epoch, log_seq FROM shard ORDER BY shard_id",
                row => new ShardRow(row.GetInt32(0), Text(row, 1), row.IsDBNull(2) ? null : row.GetGuid(2), row.GetInt64(3), row.GetInt64(4)), cancel),
            Nodes = await InsistAsync("SELECT node_id, incarnation, state FROM node", row => new NodeRow(row.GetString(0), row.GetGuid(1), row.GetInt16(2)), cancel),
            Schedules = await InsistAsync(
                "SELECT definition, cursor FROM schedule", row => new ScheduleEnd(ScheduleJson.ReadSchedule(row.GetString(0)), ScheduleJson.ReadCursor(row.GetString(1))), cancel),
            Occurrences = await InsistAsync(
                "SELECT schedule_id, nominal, last_nominal, count, version, outcome, reason, task_id, at, kind FROM occurrence ORDER BY schedule_id, nominal, kind", Occurrence, cancel),
            Counts = await InsistAsync(
                "SELECT queue, state, sum(n)::bigint FROM task_count GROUP BY queue, state HAVING sum(n) <> 0",
                row => new CountRow(row.GetString(0), (TaskState)row.GetInt16(1), row.GetInt64(2)), cancel),
        };
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<List<T>> InsistAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await ReadAsync(sql, read, cancel);
            }
            catch (Exception away) when (away is NpgsqlException or IOException or TimeoutException && away is not PostgresException { SqlState: ['4', ..] })
            {
                await Task.Delay(Again, cancel);
            }
        }
    }

    private async Task<List<TaskRow>> TasksAsync(CancellationToken cancel)
    {
        await using var store = await PostgreSqlStore.OpenAsync(new() { ConnectionString = database, Migrate = false }, TimeProvider.System, NullLogger.Instance, cancel);
        var shards = (await InsistAsync("SELECT shards FROM cluster", row => row.GetInt32(0), cancel))[0];
        var tasks = new List<TaskRow>();
        string? cursor = null;
        do
        {
            var page = await store.Ports.Tasks.ListAsync(new() { Now = DateTimeOffset.UtcNow }, 1_000, cursor, cancel);
            tasks.AddRange(page.Items.Select(task => new TaskRow(Cluster.Sharding.ShardHash.Of(task.Id.Value, shards), task)));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        // The list shows what waits in an inbox too; that is no row of a task yet.
        var made = (await InsistAsync("SELECT id FROM task UNION ALL SELECT id FROM task_archive", row => row.GetString(0), cancel)).ToHashSet();
        return [.. tasks.Where(row => made.Contains(row.Task.Id.Value))];
    }

    // As many as were asked for: one more is a phantom.
    private List<TriggeredTask> Triggered(List<TaskRow> tasks) =>
    [
        .. _triggers.CountBy(id => id).SelectMany(asked => tasks
            .Where(row => row.Task.Spec.ScheduleId == asked.Key.Value && row.Task.Id.Value.Contains('~', StringComparison.Ordinal))
            .OrderBy(row => row.Task.Spec.CreatedAt).Take(asked.Value).Select(row => new TriggeredTask(row.Task.Id, asked.Key))),
    ];

    private static LogRow Log(NpgsqlDataReader row)
    {
        var (shard, seq, op, epoch) = (row.GetInt32(0), row.GetInt64(1), row.GetInt32(2), row.GetInt64(3));
        if (row.IsDBNull(5)) return new(shard, seq, op, epoch, null, Text(row, 4));
        var step = new HistoryEntry(
            new TaskId(row.GetString(5)), row.GetInt32(6), (TransitionType)row.GetInt16(7), row.IsDBNull(8) ? null : (TaskState)row.GetInt16(8), (TaskState)row.GetInt16(9),
            row.GetInt32(10), row.IsDBNull(11) ? null : new AttemptId(row.GetGuid(11)), Instant(row, 12), Text(row, 4));
        return new(shard, seq, op, epoch, step);
    }

    private static OccurrenceFact Occurrence(NpgsqlDataReader row)
    {
        var schedule = row.GetString(0);
        return new(new(schedule), new OccurrenceRow(
            schedule, Instant(row, 1), Instant(row, 2), row.GetInt64(3), row.GetInt64(4), row.GetString(5), Text(row, 6), Text(row, 7) is { } task ? new TaskId(task) : null, Instant(row, 8))
        {
            Kind = (OccurrenceKind)row.GetInt16(9),
        });
    }

    private static DateTimeOffset Instant(NpgsqlDataReader row, int column) => new(row.GetDateTime(column));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
