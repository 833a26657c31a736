using Akka.Scheduler.Domain.Queues;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Storage.Documents;
using Npgsql;
using static Akka.Scheduler.Storage.PostgreSql.Parameters;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>The settings of queues: one row a queue, and one row that counts all changes.</summary>
internal sealed class PostgreSqlQueues(StoreCalls calls) : IQueueStore
{
    public async Task<long> VersionAsync(CancellationToken cancel) =>
        (await calls.ReadAsync("queue_version", static row => row.GetInt64(0), cancel))[0];

    public async Task<QueueTable> LoadAsync(CancellationToken cancel)
    {
        var rows = await calls.ReadAsync("load_queues", static row => (Version: row.GetInt64(0), Queue: row.IsDBNull(1) ? null : Queue(row)), cancel);
        return new(rows[0].Version, [.. rows.Select(row => row.Queue).OfType<QueueSettings>()]);
    }

    public async Task<bool> SaveAsync(QueueSettings changed, CancellationToken cancel) =>
        await calls.RunAsync(
            "save_queue", cancel,
            Text(changed.Name), Long(changed.Version), MaybeNumber(changed.MaxConcurrency), MaybeReal(changed.RatePerSecond),
            MaybeInstant(changed.PausedAt), Text(StorableText.Of(changed.PausedBy)), Text(StorableText.Of(changed.PausedReason))) == 1;

    private static QueueSettings Queue(NpgsqlDataReader row) => new()
    {
        Name = row.GetString(1),
        Version = row.GetInt64(2),
        MaxConcurrency = row.IsDBNull(3) ? null : row.GetInt32(3),
        RatePerSecond = row.IsDBNull(4) ? null : row.GetDouble(4),
        PausedAt = row.IsDBNull(5) ? null : TaskRows.Instant(row, 5),
        PausedBy = TaskRows.Text(row, 6),
        PausedReason = TaskRows.Text(row, 7),
    };
}
