using System.Globalization;
using Akka.Scheduler.Engine.Storage;
using Npgsql;
using static Akka.Scheduler.Storage.PostgreSql.Parameters;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>Opens the partitions of the days to come and drops those that are past their time.</summary>
internal sealed class PostgreSqlRetention(StoreCalls calls) : IRetention
{
    private const int DaysAhead = 7;

    // Rows removed in one statement where a whole partition cannot be dropped.
    private const int Piece = 5000;

    private static readonly (string Table, string Column)[] Partitioned = [("task_archive", "finished_at"), ("history", "at"), ("attempt_log", "at")];

    public async Task PrepareAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        await calls.GuardAsync(async connection =>
        {
            await using var batch = new NpgsqlBatch(connection);
            Migrations.AddLock(batch, calls.Sql.Schema);
            // Yesterday too: a batch that was decided before midnight may be committed after it.
            for (var day = today == DateOnly.MinValue ? 0 : -1; day <= DaysAhead && today.DayNumber + day <= DateOnly.MaxValue.DayNumber - 1; day++)
            {
                foreach (var (table, column) in Partitioned)
                {
                    var command = new NpgsqlBatchCommand(calls.Sql["open_partition"]);
                    command.Parameters.AddRange(new[] { Text(table), Text(column), Day(today.AddDays(day)) });
                    batch.BatchCommands.Add(command);
                }
            }

            return await batch.ExecuteNonQueryAsync(cancel);
        }, cancel);
    }

    public async Task<IReadOnlyList<string>> DropAsync(RetentionLimits limits, DateTimeOffset now, CancellationToken cancel)
    {
        var dropped = new List<string>();
        foreach (var (table, column) in Partitioned)
        {
            var before = FirstKeptDay(table switch { "task_archive" => limits.Finished, "history" => limits.History, _ => limits.Logs }, now);
            await DropDaysAsync(table, before, dropped, cancel);
            await DeleteAsync(
                "delete_default", $"{table}_default", dropped, () => [Text(table), Text(column), Instant(Start(before)), Number(Piece)], cancel);
        }

        var end = Start(FirstKeptDay(limits.Finished, now));
        await DeleteAsync("delete_occurrences", "occurrence", dropped, () => [Instant(end), Number(Piece)], cancel);
        await DeleteAsync("delete_keys", "idempotency_key", dropped, () => [Instant(end), Number(Piece)], cancel);
        await DeleteAsync("delete_unique", "unique_key", dropped, () => [Instant(now), Number(Piece)], cancel);
        return dropped;
    }

    private static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));

    private static DateOnly FirstKeptDay(TimeSpan kept, DateTimeOffset now) =>
        kept.Ticks >= now.UtcTicks ? DateOnly.MinValue : DateOnly.FromDateTime((now - kept).UtcDateTime);

    private async Task DropDaysAsync(string table, DateOnly before, List<string> dropped, CancellationToken cancel)
    {
        var leaves = await calls.ReadAsync("list_partitions", static row => row.GetString(0), cancel, Text($"\"{calls.Sql.Schema}\".{table}"));
        foreach (var leaf in leaves)
        {
            if (!DateOnly.TryParseExact(leaf[^8..], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day >= before) continue;
            await calls.RunAsync("drop_partition", cancel, Text(table), Text(leaf));
            dropped.Add(leaf);
        }
    }

    private async Task DeleteAsync(string statement, string what, List<string> dropped, Func<NpgsqlParameter[]> parameters, CancellationToken cancel)
    {
        var removed = 0L;
        long piece;
        do
        {
            piece = statement == "delete_default"
                ? (await calls.ReadAsync(statement, static row => row.GetInt64(0), cancel, parameters()))[0]
                : await calls.RunAsync(statement, cancel, parameters());
            removed += piece;
        }
        while (piece == Piece);
        if (removed > 0) dropped.Add($"{what}: {removed} rows");
    }
}
