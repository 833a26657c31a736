using System.Text.RegularExpressions;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit;
using Npgsql;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.PostgreSql;

/// <summary>The SQL of <c>docs/enqueue.md</c> does what the page says.</summary>
public sealed partial class EnqueueDocTests
{
    private static string Page => File.ReadAllText(Path.Combine(SolutionRoot.Find(), "docs", "enqueue.md"));

    [Fact]
    public async Task The_statements_of_the_page_make_an_order_and_its_tasks()
    {
        await using var rig = await Rig.OpenAsync();
        var role = $"shop_{Guid.NewGuid():N}";
        var statements = string.Concat(Block().Matches(Page).Select(block => block.Groups["sql"].Value)).Replace("shop", role, StringComparison.Ordinal);
        await using (var connection = await rig.Raw.OpenConnectionAsync())
        {
            await using var all = new NpgsqlCommand(statements, connection);
            await all.ExecuteNonQueryAsync();
        }

        (await rig.ReadAsync<long>("SELECT count(*) FROM orders")).ShouldBe(1);
        var rows = new List<TaskSpec>();
        for (var shard = 0; shard < 4; shard++) rows.AddRange((await rig.A.Shards.ReadInboxAsync(shard, 10, Rig.Never)).Select(row => row.Spec));
        rows.Count.ShouldBe(2);
        rows.Single(row => row.Id.Value == "receipt-17").Template.Executor.ShouldBe("http");
        var reorder = rows.Single(row => row.Template.UniqueKey == "reorder");
        (reorder.DueAt - reorder.CreatedAt).ShouldBe(TimeSpan.FromMinutes(10));
        (reorder.Template.Queue, reorder.Template.Priority, reorder.Template.Retry.MaxRetries).ShouldBe(("stock", TaskPriority.Low, 10));
        await rig.RunAsync($"DROP TABLE orders; REVOKE ALL ON FUNCTION scheduler.enqueue_task FROM {role}; REVOKE ALL ON SCHEMA scheduler FROM {role}; DROP ROLE {role}");
    }

    [Fact]
    public async Task Every_argument_of_the_function_stands_on_the_page()
    {
        await using var rig = await Rig.OpenAsync();
        var names = await rig.ReadAsync<string[]>("SELECT proargnames FROM pg_proc WHERE pronamespace = 'scheduler'::regnamespace AND proname = 'enqueue_task'");
        names.ShouldAllBe(name => Page.Contains($"`{name}`", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^```sql\n(?<sql>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
