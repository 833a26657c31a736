using Akka.Scheduler.Domain.Queues;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>The settings of queues: one row a queue, and one row that counts all changes.</summary>
internal sealed class SqliteQueues(SqliteCalls calls) : IQueueStore
{
    public Task<long> VersionAsync(CancellationToken cancel) =>
        calls.ReadAsync(static session => session["queue_version"].First(static row => row.Number(0)), cancel);

    public Task<QueueTable> LoadAsync(CancellationToken cancel) =>
        calls.ReadAsync(
            static session =>
            {
                // One statement, so one snapshot.
                var rows = session["load_queues"].Read(static row => (Version: row.Number(0), Queue: row.IsNull(1) ? null : Queue(row)));
                return new QueueTable(rows[0].Version, [.. rows.Select(row => row.Queue).OfType<QueueSettings>()]);
            },
            cancel);

    public Task<bool> SaveAsync(QueueSettings changed, CancellationToken cancel) => calls.WriteAsync(2, session => Save(session, changed), cancel);

    private static bool Save(Session session, QueueSettings changed)
    {
        var saved = session["save_queue"]
            .Set(1, changed.Name)
            .Set(2, changed.Version)
            .Set(3, changed.MaxConcurrency)
            .Set(4, changed.RatePerSecond)
            .Set(5, Microseconds.Of(changed.PausedAt))
            .Set(6, changed.PausedBy)
            .Set(7, changed.PausedReason)
            .Run() == 1;
        if (saved) session["next_queue_version"].Run();
        return saved;
    }

    private static QueueSettings Queue(Statement row) => new()
    {
        Name = row.Text(1),
        Version = row.Number(2),
        MaxConcurrency = (int?)row.MaybeNumber(3),
        RatePerSecond = row.MaybeReal(4),
        PausedAt = row.MaybeInstant(5),
        PausedBy = row.MaybeText(6),
        PausedReason = row.MaybeText(7),
    };
}
