using Akka.Scheduler.UnitTests.Client;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cli;

public sealed class TaskBulkTests : IDisposable
{
    private const string Retry = "POST /api/v1/tasks/retry";
    private const string Cancel = "POST /api/v1/tasks/cancel";
    private readonly ScriptedNode _node = new();

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task A_query_is_worked_off_request_after_request_and_summed_up()
    {
        _node.Answers(Retry, Reply(500, 499, 1, cursor: "c1")).Answers(Retry, Reply(20, 20, 0));
        var run = await CliRun.Of(_node, "task", "retry", "--query", "status=failed,expired queue=x label=team:red", "-o", "json");
        run.Code.ShouldBe(0, run.Error);
        _node.Sent.Select(sent => sent.Body).ShouldBe(
        [
            """{"status":["failed","expired"],"queue":"x","label":["team:red"],"limit":500,"dryRun":false}""",
            """{"status":["failed","expired"],"queue":"x","label":["team:red"],"limit":500,"dryRun":false,"cursor":"c1"}""",
        ]);
        run.Out.ShouldContain("\"matched\": 520");
        run.Out.ShouldContain("\"done\": 519");
    }

    [Fact]
    public async Task A_dry_run_only_counts()
    {
        _node.Answers(Cancel, Reply(3, 0, 0, dryRun: true));
        var run = await CliRun.Of(_node, "task", "cancel", "--query", "queue=x", "--dry-run", "--reason", "why");
        run.Code.ShouldBe(0, run.Error);
        _node.Sent.ShouldHaveSingleItem().Body.ShouldBe("""{"queue":"x","limit":10000,"dryRun":true,"reason":"why"}""");
        run.Out.ShouldContain("matched");
        run.Out.ShouldNotContain("done");
    }

    [Fact]
    public async Task A_limit_ends_the_walk_and_tells_where_to_go_on()
    {
        _node.Answers(Retry, Reply(2, 2, 0, cursor: "c1"));
        var run = await CliRun.Of(_node, "task", "retry", "--query", "queue=x", "--limit", "2");
        _node.Sent.ShouldHaveSingleItem().Body.ShouldBe("""{"queue":"x","limit":2,"dryRun":false}""");
        run.Error.ShouldContain("--cursor c1");
    }

    [Theory]
    [InlineData("task", "retry")]
    [InlineData("task", "retry", "t1", "--query", "queue=x")]
    [InlineData("task", "retry", "t1", "--dry-run")]
    [InlineData("task", "cancel", "--query", "")]
    [InlineData("task", "cancel", "--query", "colour=red")]
    [InlineData("task", "cancel", "--query", "status=odd")]
    [InlineData("task", "cancel", "--query", "from=yesterday")]
    [InlineData("task", "cancel", "--query", "queue=x", "--limit", "0")]
    public async Task What_makes_no_sense_is_refused_before_anything_is_sent(params string[] words)
    {
        var run = await CliRun.Of(_node, words);
        (run.Code, _node.Sent.Count).ShouldBe((2, 0));
        run.Error.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task One_task_is_still_named_by_its_id()
    {
        _node.Answers("POST /api/v1/tasks/t1/retry", Answers.Task());
        (await CliRun.Of(_node, "task", "retry", "t1")).Code.ShouldBe(0);
    }

    private static string Reply(int matched, int done, int skipped, string? cursor = null, bool dryRun = false) =>
        $$"""
        {"matched":{{matched}},"done":{{done}},"skipped":{{skipped}},"dryRun":{{(dryRun ? "true" : "false")}},
         "items":[{"id":"t1","status":"queued","outcome":"{{(dryRun ? "matched" : "done")}}"}]{{(cursor is null ? "" : $",\"nextCursor\":\"{cursor}\"")}}}
        """;
}
