using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Storage;
using NpgsqlTypes;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>Who has which unique key.</summary>
internal sealed class PostgreSqlUniqueKeys(StoreCalls calls) : IUniqueKeyStore
{
    public async Task<IReadOnlyList<KeyHolder>> FindAsync(IReadOnlyList<string> keys, CancellationToken cancel) =>
        await calls.ReadAsync(
            "find_keys",
            static row => new KeyHolder(row.GetString(0), new TaskId(row.GetString(1)), row.IsDBNull(2) ? null : TaskRows.Instant(row, 2)),
            cancel,
            Parameters.Array(keys, NpgsqlDbType.Text));
}
