using System.Net;
using Akka.Scheduler.UnitTests.Client;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cli;

public sealed class ExitCodeTests : IDisposable
{
    private readonly ScriptedNode _node = new();

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task A_command_that_is_done_exits_with_0()
    {
        _node.Answers("GET /api/v1/tasks/t1", Answers.Task());
        (await CliRun.Of(_node, "task", "get", "t1")).Code.ShouldBe(0);
    }

    [Theory]
    [InlineData("task")]
    [InlineData("task", "sumbit")]
    [InlineData("task", "submit")]
    [InlineData("task", "get")]
    [InlineData("task", "submit", "--executor", "noop", "--delay", "soon")]
    [InlineData("task", "submit", "--executor", "noop", "--priority", "top")]
    [InlineData("task", "submit", "--executor", "noop", "--label", "nothing")]
    [InlineData("task", "submit", "--executor", "noop", "--payload", "{")]
    [InlineData("task", "submit", "--executor", "noop", "--payload", "{}", "--command", "date")]
    [InlineData("task", "submit", "--executor", "noop", "--delay", "1s", "--due-at", "2026-03-01T08:00:00Z")]
    [InlineData("task", "submit", "--file", "/does/not/exist")]
    [InlineData("task", "list", "-o", "xml")]
    [InlineData("task", "list", "--server", "ftp://x")]
    [InlineData("schedule", "apply", "--executor", "noop")]
    [InlineData("schedule", "apply", "--executor", "noop", "--every", "1m", "--cron", "@hourly")]
    [InlineData("schedule", "next")]
    [InlineData("queue", "limit", "mail")]
    [InlineData("worker", "capacity", "w1", "many")]
    [InlineData("task", "list", "--limit", "0")]
    [InlineData("schedule", "next", "s1", "--count", "0")]
    [InlineData("schedule", "history", "s1", "-n", "-3")]
    [InlineData("import", "crontab", "-", "--prune")]
    [InlineData("import", "crontab", "-", "--system", "--user-format")]
    public async Task A_wrong_command_line_exits_with_2_and_asks_the_node_nothing(params string[] words)
    {
        var run = await CliRun.Of(_node, words);
        run.Code.ShouldBe(2);
        run.Error.ShouldStartWith("error: ");
        run.Out.ShouldBeEmpty();
        _node.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_that_cannot_be_reached_exits_with_3_and_says_how_to_start_one()
    {
        _node.LosesConnection("GET /api/v1/stats");
        var run = await CliRun.Of(_node, "stats");
        run.Code.ShouldBe(3);
        run.Error.ShouldContain("Connection refused");
        run.Error.ShouldContain("schedctl dev");
    }

    [Fact]
    public async Task A_refusal_exits_with_4_and_shows_title_detail_field_and_remedy()
    {
        _node.Refuses(
            "POST /api/v1/tasks",
            HttpStatusCode.BadRequest,
            """{"title":"Bad input","status":400,"detail":"There is no executor 'shel'.","code":"unknown-executor","field":"executor"}""");
        var run = await CliRun.Of(_node, "task", "submit", "--executor", "shel");
        run.Code.ShouldBe(4);
        run.Out.ShouldBeEmpty();
        run.Error.ShouldBe(
            """
            error: Bad input (400 unknown-executor)
              There is no executor 'shel'.
              field: executor
              fix: correct 'executor' and send it again

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_refusal_says_each_thing_once()
    {
        const string One = "cron '9': too few fields";
        _node.Refuses(
            "POST /api/v1/tasks", HttpStatusCode.BadRequest,
            $$"""{"title":"Bad input","status":400,"detail":"{{One}}","code":"invalid","field":"cron","errors":[{"field":"cron","code":"invalid","detail":"{{One}}"}]}""");
        (await CliRun.Of(_node, "task", "submit", "--executor", "noop")).Error.ShouldBe($"error: Bad input (400 invalid)\n  {One}\n  fix: correct 'cron' and send it again\n");
        _node.Refuses(
            "POST /api/v1/tasks", HttpStatusCode.BadRequest,
            """
            {"title":"Bad input","status":400,"detail":"a is bad; b is worse","code":"invalid","field":"a",
             "errors":[{"field":"a","code":"invalid","detail":"a is bad"},{"field":"b","code":"invalid","detail":"it is worse"}]}
            """);
        (await CliRun.Of(_node, "task", "submit", "--executor", "noop")).Error
            .ShouldBe("error: Bad input (400 invalid)\n  - a is bad\n  - b: it is worse\n  fix: correct 'a' and send it again\n");
    }

    [Fact]
    public async Task A_word_that_is_not_understood_is_all_that_is_said()
    {
        (await CliRun.Of(_node, "task", "bogus")).Error.ShouldBe("error: Unrecognized command or argument 'bogus'.\n  fix: see 'schedctl task --help'\n");
        (await CliRun.Of(_node, "task")).Error.ShouldStartWith("error: Required command was not provided.\n");
    }

    [Fact]
    public async Task What_a_node_does_not_offer_is_a_refusal_that_says_so()
    {
        _node.Refuses("GET /api/v1/workers", HttpStatusCode.NotImplemented, """{"title":"Not offered","status":501}""");
        var run = await CliRun.Of(_node, "worker", "list");
        run.Code.ShouldBe(4);
        run.Error.ShouldContain("Not offered (501)");
        run.Error.ShouldContain("this node does not offer it");
    }

    [Fact]
    public async Task An_overloaded_node_says_when_to_come_back()
    {
        _node.Refuses("GET /api/v1/stats", HttpStatusCode.TooManyRequests, """{"title":"Overloaded"}""", retryAfter: "7");
        (await CliRun.Of(_node, "stats")).Error.ShouldContain("try again in 7 s");
    }

    [Fact]
    public async Task Server_and_token_come_from_the_environment()
    {
        _node.Answers("GET /api/v1/tasks/t1", Answers.Task());
        var variables = new Dictionary<string, string> { ["SCHEDCTL_SERVER"] = "other:9", ["SCHEDCTL_TOKEN"] = "abc" };
        var run = await CliRun.With(_node, string.Empty, variables, ["task", "get", "t1"]);
        run.Code.ShouldBe(0);
        _node.Sent.ShouldHaveSingleItem().Authorization.ShouldBe("Bearer abc");
        _node.Hosts.ShouldBe(["other:9"]);
    }

    [Fact]
    public async Task A_stopped_command_exits_as_shells_have_it()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        (await CliRun.With(_node, string.Empty, new Dictionary<string, string>(), ["stats"], stop.Token)).Code.ShouldBe(130);
    }
}
