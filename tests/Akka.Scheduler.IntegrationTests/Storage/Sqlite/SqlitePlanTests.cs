using Akka.Scheduler.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.Sqlite;

/// <summary>What runs often, or over many rows, goes through an index and sorts nothing.</summary>
public sealed class SqlitePlanTests
{
    [Theory]
    [InlineData("load_waiting", "USING INDEX task_waiting (shard=? AND queue=? AND bucket=? AND priority=? AND ")]
    [InlineData("load_running", "USING INDEX task_running (shard=?)")]
    [InlineData("next_lane", "USING COVERING INDEX task_waiting (shard=? AND (queue,bucket,priority)>(?,?,?))")]
    [InlineData("count_due", "USING COVERING INDEX task_waiting (shard=? AND queue=? AND bucket=? AND priority=? AND next_start_at<?)")]
    [InlineData("list_live", "USING INDEX task_newest_live (")]
    [InlineData("list_finished", "USING INDEX task_newest_finished (")]
    [InlineData("list_dependent_live", "USING INDEX task_dependent_live (")]
    [InlineData("list_dependent_finished", "USING INDEX task_dependent_finished (")]
    [InlineData("find_task", "USING INDEX task_id (id=?)")]
    [InlineData("find_key", "USING INDEX task_id (id=?)")]
    [InlineData("task_events", "USING INDEX history_task (task_id=?)")]
    [InlineData("task_log", "USING INDEX attempt_log_task (task_id=? AND rowid>?)")]
    [InlineData("read_inbox", "USING INDEX shard_inbox_shard (shard=?)")]
    [InlineData("old_tasks", "USING INDEX task_finished (finished_at<?)")]
    public async Task A_statement_enters_its_index(string name, string expected)
    {
        using var directory = new SqliteDirectory();
        await (await directory.OpenAsync()).DisposeAsync();

        var plan = Plan(Path.Combine(directory.Store, "scheduler.db"), name);

        plan.ShouldContain(expected);
        plan.ShouldNotContain("TEMP B-TREE");
    }

    private static string Plan(string file, string name)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {SqliteSql.Text(name)}";
        for (var parameter = 1; parameter <= 14; parameter++) command.Parameters.AddWithValue($"?{parameter}", 1);
        using var row = command.ExecuteReader();
        var steps = new List<string>();
        while (row.Read()) steps.Add(row.GetString(3));
        return string.Join('\n', steps);
    }
}
