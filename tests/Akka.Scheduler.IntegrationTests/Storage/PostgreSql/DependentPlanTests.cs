using Akka.Scheduler.Storage.PostgreSql;
using Npgsql;
using Shouldly;
using Xunit;
using static Akka.Scheduler.Storage.PostgreSql.Parameters;

namespace Akka.Scheduler.IntegrationTests.Storage.PostgreSql;

/// <summary>Finding the tasks that waited for one costs what they are, however many others there were.</summary>
public sealed class DependentPlanTests
{
    private const string Fill = """
        INSERT INTO scheduler.task_archive (created_at, due_at, next_start_at, finished_at, shard, version, attempt, failures, state, priority, cancel_requested,
                                            id, queue, executor, document, settled)
        SELECT now(), now(), now(), now(), i % 4, 1, 1, 0, 100, 1, 0, 't-' || i, 'default', 'noop',
               CASE WHEN i % 2 = 0 THEN '{"v":1,"after":{"on":["p-' || i || '"]}}' END, CASE WHEN i % 2 = 0 THEN 's' END
        FROM generate_series(1, 40000) AS g (i);
        ANALYZE scheduler.task_archive;
        """;

    [Fact]
    public async Task Finished_ones_are_found_by_what_they_waited_for()
    {
        await using var rig = await Rig.OpenAsync();
        await rig.RunAsync(Fill);
        await using var command = rig.Raw.CreateCommand($"EXPLAIN {new SqlText("scheduler")["list_dependents"]}");
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            Array([(short)1], NpgsqlTypes.NpgsqlDbType.Smallint), Array([(short)100], NpgsqlTypes.NpgsqlDbType.Smallint), Number(0), Instant(DateTimeOffset.UnixEpoch),
            Text(null), Text(null), Text(null), Text(null), Json(null),
            Instant(DateTimeOffset.UnixEpoch), Instant(DateTimeOffset.MaxValue), Instant(DateTimeOffset.MaxValue), Text(""), Number(51), Text("p-8"),
        });
        var plan = new List<string>();
        await using (var row = await command.ExecuteReaderAsync())
        {
            while (await row.ReadAsync()) plan.Add(row.GetString(0));
        }

        plan.ShouldContain(line => line.Contains("Bitmap Index Scan on task_archive_", StringComparison.Ordinal) && line.Contains("jsonb_idx", StringComparison.Ordinal), string.Join('\n', plan));
    }
}
