using System.Diagnostics;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Storage.PostgreSql;
using Akka.Scheduler.Storage.PostgreSql.Commit;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Akka.Scheduler.Benchmarks.Drain;

/// <summary>The bare database: makes recorded commits again in an empty database. Same statements, same rows, same transactions, one connection a writer.</summary>
/// <remarks>Which batches went together is read from the history that the first run left: rows of one transaction have one <c>xmin</c>. All parameters
/// are filled before the clock starts, so what is measured is the driver and the server.</remarks>
internal sealed class CommitReplay
{
    private const string Shards = """
        INSERT INTO scheduler.shard (shard_id, owner_id, owner_inc, epoch, log_seq, last_batch)
        SELECT shard, 'bench', inc, epoch, seq, batch FROM unnest($1, $2, $3, $4, $5) AS u (shard, inc, epoch, seq, batch)
        """;

    private readonly PostgreSqlStoreOptions _options;
    private readonly List<ShardBatch[]>[] _before;
    private readonly List<ShardBatch[]>[] _measured;

    private CommitReplay(PostgreSqlStoreOptions options, List<ShardBatch[]>[] before, List<ShardBatch[]>[] measured)
    {
        _options = options;
        _before = before;
        _measured = measured;
    }

    /// <summary>Transactions in the measured part.</summary>
    public int Commits => _measured.Sum(transactions => transactions.Count);

    /// <summary>Reads from the first run's database which batches went together.</summary>
    /// <param name="recorded">Where the batches were made.</param>
    /// <param name="before">What is not measured.</param>
    /// <param name="measured">What is.</param>
    public static async Task<CommitReplay> ReadAsync(PostgreSqlStoreOptions recorded, IEnumerable<ShardBatch> before, IEnumerable<ShardBatch> measured)
    {
        var transactions = new Dictionary<(int, long), long>();
        await using var source = NpgsqlDataSource.Create(recorded.ConnectionString);
        await using var command = source.CreateCommand("SELECT DISTINCT shard, log_seq, xmin::text::bigint FROM scheduler.history");
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync()) transactions.Add((rows.GetInt32(0), rows.GetInt64(1)), rows.GetInt64(2));
        return new(recorded, Group(before), Group(measured));

        List<ShardBatch[]>[] Group(IEnumerable<ShardBatch> batches) =>
        [
            .. batches.GroupBy(batch => batch.Term.Shard % recorded.Writers).Select(writer => writer
                .GroupBy(batch => transactions[(batch.Term.Shard, batch.ExpectedSeq + 1)])
                .OrderBy(transaction => transaction.Key)
                .Select(transaction => transaction.ToArray())
                .ToList()),
        ];
    }

    /// <summary>Makes all commits in an empty database, and answers how long the measured ones took.</summary>
    public async Task<TimeSpan> RunAsync(string database)
    {
        var options = _options with { ConnectionString = database };
        await using (await PostgreSqlStore.OpenAsync(options, TimeProvider.System, NullLogger.Instance, CancellationToken.None))
        {
            // The schema and the partitions are what it was opened for.
        }

        await using var sessions = new Sessions(options);
        await OwnAsync(sessions.Commits);
        await SendAsync(sessions.Commits, Fill(_before));
        var filled = Fill(_measured);
        GC.Collect();
        return await SendAsync(sessions.Commits, filled);
    }

    private List<GroupCommit>[] Fill(List<ShardBatch[]>[] writers)
    {
        var sql = new SqlText(_options.Schema);
        return [.. writers.Select(transactions => transactions.ConvertAll(batches =>
        {
            var commit = new GroupCommit(sql, _options.CommitTimeout, TimeProvider.System);
            foreach (var batch in batches) commit.Add(batch);
            return commit;
        }))];
    }

    private static async Task<TimeSpan> SendAsync(NpgsqlDataSource source, List<GroupCommit>[] writers)
    {
        var connections = new List<NpgsqlConnection>();
        foreach (var _ in writers) connections.Add(await source.OpenConnectionAsync());
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(writers.Zip(connections, async (commits, connection) =>
        {
            foreach (var commit in commits) await commit.SendAsync(connection, CancellationToken.None);
        }));
        var took = watch.Elapsed;
        foreach (var connection in connections) await connection.DisposeAsync();
        foreach (var commit in writers.SelectMany(commits => commits)) await commit.DisposeAsync();
        return took;
    }

    private async Task OwnAsync(NpgsqlDataSource source)
    {
        ShardBatch[] first = [.. _before.Concat(_measured).SelectMany(writer => writer).SelectMany(batches => batches)
            .GroupBy(batch => batch.Term.Shard).Select(shard => shard.MinBy(batch => batch.ExpectedSeq)!)];
        await using var command = source.CreateCommand(Shards);
        command.Parameters.Add(new() { Value = first.Select(batch => batch.Term.Shard).ToArray() });
        command.Parameters.Add(new() { Value = first.Select(batch => batch.Term.Owner.Incarnation).ToArray() });
        command.Parameters.Add(new() { Value = first.Select(batch => batch.Term.Epoch).ToArray() });
        command.Parameters.Add(new() { Value = first.Select(batch => batch.ExpectedSeq).ToArray() });
        command.Parameters.Add(new() { Value = first.Select(batch => batch.PreviousBatch).ToArray() });
        await command.ExecuteNonQueryAsync();
    }
}
