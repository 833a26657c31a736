using Akka.Scheduler.Storage.PostgreSql;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.PostgreSql;

/// <summary>Counting tasks costs what is due, however many wait for later.</summary>
public sealed class CountPlanTests
{
    private const string Fill = """
        INSERT INTO scheduler.task (created_at, due_at, next_start_at, shard, version, attempt, failures, state, priority, cancel_requested, id, queue, executor)
        SELECT now(), later, later, i % 4, 1, 0, 0, 1, 1, 0, 'later-' || i, 'default', 'noop'
        FROM generate_series(1, 100000) AS g (i) CROSS JOIN LATERAL (SELECT now() + i * interval '1 minute') AS l (later);
        INSERT INTO scheduler.task_count VALUES (0, 'default', 1, 100000);
        ANALYZE scheduler.task;
        """;

    [Fact]
    public async Task Tasks_that_wait_for_later_are_not_read()
    {
        await using var rig = await Rig.OpenAsync();
        await rig.RunAsync(Fill);
        var sql = new SqlText("scheduler")["count_tasks"].Replace("$1", "now()", StringComparison.Ordinal);
        await using var command = rig.Raw.CreateCommand($"EXPLAIN {sql}");
        var plan = new List<string>();
        await using (var row = await command.ExecuteReaderAsync())
        {
            while (await row.ReadAsync()) plan.Add(row.GetString(0));
        }

        plan.ShouldContain(line => line.Contains("Index Cond", StringComparison.Ordinal) && line.Contains("next_start_at <= now()", StringComparison.Ordinal));
        plan.ShouldContain(line => line.Contains("Index Cond: (ROW(shard, queue, bucket, priority) > ROW(", StringComparison.Ordinal));
        plan.ShouldNotContain(line => line.Contains("Seq Scan on task t", StringComparison.Ordinal));
    }
}
