using Npgsql;
using NpgsqlTypes;

namespace Akka.Scheduler.Benchmarks.Storage;

/// <summary>The least that PostgreSQL can do for the same rows: known ids, perfect batches of 1,000, constants instead of values, no counters.</summary>
/// <remarks>Same tables and indexes as the store; the fence is one update of 16 shards' rows, and nothing is checked.</remarks>
internal sealed class BareWriter : IAsyncDisposable
{
    private const int Connections = 4;
    private const int Group = 1000;

    private const string Insert = """
        INSERT INTO scheduler.task (id, shard, version, state, priority, created_at, due_at, next_start_at, queue, executor, payload, attempt, failures, cancel_requested)
        SELECT id, 1000, 1, 1, 1, now(), now(), now(), 'default', 'noop', '{"n":12345,"k":"abcdefghijklmnop"}', 0, 0, 0 FROM unnest($1) AS u (id)
        """;

    private const string Fence = "UPDATE scheduler.shard SET last_batch = gen_random_uuid() WHERE shard_id = ANY ($1)";

    private const string Start = """
        UPDATE scheduler.task AS t
        SET state = 2, version = 2, attempt = 1, attempt_id = u.attempt, attempt_started_at = now(), deadline = now(), fencing_token = 1,
            started_at = now(), worker = 'bench'
        FROM unnest($1, $2) AS u (id, attempt) WHERE t.id = u.id
        """;

    private const string Finish = """
        WITH gone AS (DELETE FROM scheduler.task AS t USING unnest($1) AS u (id) WHERE t.id = u.id RETURNING t.*)
        INSERT INTO scheduler.task_archive (created_at, due_at, next_start_at, finished_at, started_at, shard, version, attempt, failures,
            state, priority, cancel_requested, id, queue, executor, worker, payload)
        SELECT created_at, due_at, next_start_at, now(), started_at, shard, 3, attempt, failures, 100, priority, 0, id, queue, executor, worker, payload
        FROM gone
        """;

    private const string History = """
        INSERT INTO scheduler.history (at, log_seq, epoch, shard, op_no, seq, attempt, type, from_state, to_state, attempt_id, task_id)
        SELECT now(), 1, 1, 1000, 1, $3, 1, 2, 1, 2, attempt, id FROM unnest($1, $2) AS u (id, attempt)
        """;

    private readonly NpgsqlDataSource _source;
    private readonly int _shards;

    public BareWriter(string database, int shards)
    {
        _shards = shards;
        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database)
        {
            MaxPoolSize = Connections,
            MaxAutoPrepare = 20,
            AutoPrepareMinUsages = 1,
            NoResetOnClose = true,
            Options = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off",
        });
    }

    /// <summary>Stores tasks, then measures starting and finishing all of them; each group of batches has its own 16 shards.</summary>
    public async Task<Measured> RunAsync(int tasks, int batch)
    {
        var size = Math.Min(Group, batch * _shards / Connections);
        var groups = Enumerable.Range(0, tasks)
            .Select(_ => (Id: Guid.CreateVersion7().ToString("N"), Attempt: Guid.NewGuid()))
            .Chunk(size)
            .Select(chunk => new BareGroup([.. chunk.Select(task => task.Id)], [.. chunk.Select(task => task.Attempt)]))
            .ToList();
        foreach (var group in groups) await SendAsync(0, Command(Insert, group.Ids));
        var next = -1;
        return await Measured.OfAsync(() => Task.WhenAll(Enumerable.Range(0, Connections).Select(async writer =>
        {
            for (var at = Interlocked.Increment(ref next); at < groups.Count; at = Interlocked.Increment(ref next))
            {
                var (ids, attempts) = groups[at];
                await SendAsync(writer, Command(Start, ids, attempts), Steps(ids, attempts, 2));
                await SendAsync(writer, Command(Finish, ids), Steps(ids, attempts, 3));
            }
        })));
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task SendAsync(int writer, params NpgsqlBatchCommand[] commands)
    {
        await using var batch = _source.CreateBatch();
        var fence = new NpgsqlBatchCommand(Fence);
        var share = _shards / Connections;
        fence.Parameters.Add(new() { Value = Enumerable.Range(writer * share, share).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        batch.BatchCommands.Add(fence);
        foreach (var command in commands) batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync();
    }

    private static NpgsqlBatchCommand Command(string sql, string[] ids, Guid[]? attempts = null)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new() { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        if (attempts is not null) command.Parameters.Add(new() { Value = attempts, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        return command;
    }

    private static NpgsqlBatchCommand Steps(string[] ids, Guid[] attempts, int seq)
    {
        var command = Command(History, ids, attempts);
        command.Parameters.Add(new() { Value = seq, NpgsqlDbType = NpgsqlDbType.Integer });
        return command;
    }

    private sealed record BareGroup(string[] Ids, Guid[] Attempts);
}
