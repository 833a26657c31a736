using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Storage.Sqlite;

internal sealed class SqliteInbox(SqliteCalls calls) : IInboxStore
{
    public Task InsertAsync(IReadOnlyList<InboxInsert> rows, CancellationToken cancel) =>
        calls.WriteAsync(
            rows.Count,
            session =>
            {
                Insert(session, rows);
                return true;
            },
            cancel);

    public async Task<IReadOnlyList<int>> ShardsWithRowsAsync(CancellationToken cancel) =>
        await calls.ReadAsync(session => session["inbox_shards"].Read(static row => (int)row.Number(0)), cancel);

    /// <summary>Inserts what does not wait there yet.</summary>
    public static void Insert(Session session, IReadOnlyList<InboxInsert> rows)
    {
        foreach (var row in rows) session["insert_inbox"].SetSpec(row.Shard, row.Spec, row.Spec.Template.Payload).Run();
    }
}
