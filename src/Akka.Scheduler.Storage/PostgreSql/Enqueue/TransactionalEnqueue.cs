using Akka.Scheduler.Domain.Tasks;
using Npgsql;
using NpgsqlTypes;

namespace Akka.Scheduler.Storage.PostgreSql.Enqueue;

/// <summary>Makes tasks within a transaction of one's own on the scheduler's database: they run if and only if it commits.</summary>
/// <remarks>
/// The connection's role needs <c>USAGE</c> of the scheduler's schema and <c>EXECUTE</c> of its function <c>enqueue_task</c>, and nothing else. The tasks
/// are taken up by their shards' owners within about a second of the commit.
/// </remarks>
public static class TransactionalEnqueue
{
    /// <summary>Makes one task.</summary>
    /// <param name="transaction">The transaction with which it comes to be, or does not.</param>
    /// <param name="task">The task.</param>
    /// <param name="schema">The scheduler's schema.</param>
    /// <param name="cancel">Gives up; the transaction is then to be rolled back.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="PostgresException">An argument is not valid (SQLSTATE 22023; <see cref="PostgresException.ColumnName"/> is its name), the function
    /// may not be called (42501), or no node has joined the database yet (55000).</exception>
    public static async Task<string> EnqueueTaskAsync(
        this NpgsqlTransaction transaction, EnqueuedTask task, string schema = "scheduler", CancellationToken cancel = default) =>
        (await transaction.EnqueueTasksAsync([task], schema, cancel))[0];

    /// <summary>Makes several tasks in one round trip.</summary>
    /// <param name="transaction">The transaction with which they come to be, or do not.</param>
    /// <param name="tasks">The tasks.</param>
    /// <param name="schema">The scheduler's schema.</param>
    /// <param name="cancel">Gives up; the transaction is then to be rolled back.</param>
    /// <returns>Their ids, in the order of the tasks.</returns>
    /// <exception cref="PostgresException">As above; no task is made.</exception>
    public static async Task<IReadOnlyList<string>> EnqueueTasksAsync(
        this NpgsqlTransaction transaction, IReadOnlyList<EnqueuedTask> tasks, string schema = "scheduler", CancellationToken cancel = default)
    {
        var problems = new PostgreSqlStoreOptions { ConnectionString = "-", Schema = schema }.Problems();
        if (problems.Count > 0) throw new ArgumentException(problems[0], nameof(schema));
        if (transaction.Connection is not { } connection) throw new InvalidOperationException("the transaction has ended");
        if (tasks.Count == 0) return [];
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var task in tasks) batch.BatchCommands.Add(Call(task, schema));
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var ids = new List<string>(tasks.Count);
        do
        {
            while (await reader.ReadAsync(cancel)) ids.Add(reader.GetString(0));
        }
        while (await reader.NextResultAsync(cancel));
        return ids;
    }

    private static NpgsqlBatchCommand Call(EnqueuedTask task, string schema)
    {
        var call = new NpgsqlBatchCommand($"SELECT \"{schema}\".enqueue_task($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)");
        Add(NpgsqlDbType.Text, task.Executor);
        Add(NpgsqlDbType.Jsonb, task.Payload);
        Add(NpgsqlDbType.Text, task.Id);
        Add(NpgsqlDbType.Text, task.Queue);
        Add(NpgsqlDbType.Text, task.Priority.ToString().ToLowerInvariant());
        Add(NpgsqlDbType.TimestampTz, task.DueAt?.UtcDateTime);
        Add(NpgsqlDbType.Interval, task.Delay);
        Add(NpgsqlDbType.Text, task.Name);
        Add(NpgsqlDbType.Jsonb, task.LabelsText);
        Add(NpgsqlDbType.Interval, task.Ttl);
        Add(NpgsqlDbType.Interval, task.Timeout);
        Add(NpgsqlDbType.Integer, task.MaxRetries);
        Add(NpgsqlDbType.Text, task.Delivery == DeliveryGuarantee.AtMostOnce ? "atMostOnce" : "atLeastOnce");
        Add(NpgsqlDbType.Text, task.UniqueKey);
        Add(NpgsqlDbType.Interval, task.UniqueFor);
        return call;

        void Add(NpgsqlDbType type, object? value) => call.Parameters.Add(new() { NpgsqlDbType = type, Value = value ?? DBNull.Value });
    }
}
