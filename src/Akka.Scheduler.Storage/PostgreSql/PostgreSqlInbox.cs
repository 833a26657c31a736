using Akka.Scheduler.Engine.Storage;
using Npgsql;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>The inbox of all shards.</summary>
internal sealed class PostgreSqlInbox(StoreCalls calls) : IInboxStore
{
    public async Task InsertAsync(IReadOnlyList<InboxInsert> rows, CancellationToken cancel)
    {
        if (rows.Count == 0) return;
        var statement = new InboxRows(calls.Sql["insert_inbox"]);
        foreach (var row in rows) statement.Add(row);
        await calls.GuardAsync(async connection =>
        {
            await using var batch = new NpgsqlBatch(connection);
            statement.AppendTo(batch);
            return await batch.ExecuteNonQueryAsync(cancel);
        }, cancel);
    }

    public async Task<IReadOnlyList<int>> ShardsWithRowsAsync(CancellationToken cancel) =>
        await calls.ReadAsync("inbox_shards", static row => row.GetInt32(0), cancel);
}
