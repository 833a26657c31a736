using System.Net;
using System.Text.Json;
using Akka.Scheduler.UnitTests.Client;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cli;

public sealed class TaskSubmitTests : IDisposable
{
    private const string Post = "POST /api/v1/tasks";
    private const string Get = "GET /api/v1/tasks/t1";
    private const string Log = "GET /api/v1/tasks/t1/log";
    private readonly ScriptedNode _node = new();

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task Options_become_the_fields_of_the_task()
    {
        _node.Answers(Post, Answers.Task(), HttpStatusCode.Created);
        var run = await CliRun.Of(
            _node, "task", "submit", "--executor", "shell", "--payload", """{"command":"uname -a"}""", "--id", "t1", "--name", "n", "--label", "a=1",
            "--label", "b=x=y", "--queue", "q", "--priority", "high", "--delay", "10s", "--ttl", "1h", "--timeout", "90s", "--max-retries", "0",
            "--retry-delay", "250ms", "--at-most-once", "--depends-on", "x", "--depends-on", "y", "--on-dependency-failure", "run",
            "--unique-key", "u", "--concurrency-key", "c", "--max-concurrency", "2", "--idempotency-key", "k");

        run.Code.ShouldBe(0, run.Error);
        var sent = _node.Sent.ShouldHaveSingleItem();
        sent.IdempotencyKey.ShouldBe("k");
        JsonElement.DeepEquals(
            JsonDocument.Parse(sent.Body!).RootElement,
            JsonDocument.Parse(
                """
                {"id":"t1","name":"n","labels":{"a":"1","b":"x=y"},"executor":"shell","payload":{"command":"uname -a"},"queue":"q","priority":"high",
                 "delay":"10s","ttl":"1h","timeout":"90s","retry":{"maxRetries":0,"delay":"250ms"},"delivery":"atMostOnce","dependsOn":["x","y"],
                 "onDependencyFailure":"run","uniqueKey":"u","concurrencyKey":"c","maxConcurrency":2}
                """).RootElement).ShouldBeTrue(sent.Body);
    }

    [Fact]
    public async Task The_rules_of_a_task_are_options_too()
    {
        _node.Answers(Post, Answers.Task(), HttpStatusCode.Created);
        var run = await CliRun.Of(
            _node, "task", "submit", "--executor", "x", "--retry-delays", "1s,5s,1m", "--retryable", "503", "--retryable", "TimeoutException", "--non-retryable", "404",
            "--total-timeout", "1h", "--on-lost", "fail", "--deadline", "2030-01-01T00:00:00Z");
        run.Code.ShouldBe(0, run.Error);
        JsonElement.DeepEquals(
            JsonDocument.Parse(_node.Sent.ShouldHaveSingleItem().Body!).RootElement,
            JsonDocument.Parse(
                """
                {"executor":"x","totalTimeout":"1h","onLost":"fail","deadline":"2030-01-01T00:00:00.000Z",
                 "retry":{"delays":["1s","5s","1m"],"retryable":["503","TimeoutException"],"nonRetryable":["404"]}}
                """).RootElement).ShouldBeTrue(_node.Sent[0].Body);
    }

    [Fact]
    public async Task A_delay_that_is_none_is_named()
    {
        var run = await CliRun.Of(_node, "task", "submit", "--executor", "x", "--retry-delays", "1s,soon");
        (run.Code, _node.Sent.Count).ShouldBe((2, 0));
        run.Error.ShouldContain("--retry-delays");
    }

    [Fact]
    public async Task A_command_is_short_for_the_shell_executor()
    {
        _node.Answers(Post, Answers.Task());
        await CliRun.Of(_node, "task", "submit", "--command", "echo \"hi\"");
        _node.Sent.ShouldHaveSingleItem().Body.ShouldBe("""{"executor":"shell","payload":{"command":"echo \u0022hi\u0022"}}""");
    }

    [Fact]
    public async Task A_payload_is_read_from_standard_input()
    {
        _node.Answers(Post, Answers.Task());
        await CliRun.With(_node, "[1,2]", new Dictionary<string, string>(), ["task", "submit", "--executor", "x", "--payload-file", "-"]);
        _node.Sent.ShouldHaveSingleItem().Body.ShouldBe("""{"executor":"x","payload":[1,2]}""");
    }

    [Fact]
    public async Task Waiting_prints_the_output_once_and_exits_with_0_when_it_succeeded()
    {
        _node.Answers(Post, Answers.Task())
            .Streams(Log + "?follow=true", $"data: {Answers.LogLine(1, "one")}\n\ndata: {Answers.LogLine(2, "warn", "stderr")}\n\n")
            .Answers(Get, Answers.Task(status: "running", more: ",\"workerId\":\"w1\""))
            .Answers(Get, Answers.Task(status: "succeeded"))
            .Answers(Log, Answers.Log("one", "warn", "last"));

        var run = await CliRun.Of(_node, "task", "submit", "--command", "x", "--wait");

        run.Code.ShouldBe(0, run.Error);
        run.Out.ShouldBe("one\nlast\n");
        run.Error.ShouldContain("t1 queued");
        run.Error.ShouldContain("t1 running: attempt 1 on w1");
        run.Error.ShouldContain("warn");
        run.Error.ShouldContain("t1 succeeded");
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("cancelled")]
    [InlineData("expired")]
    public async Task Waiting_exits_with_1_when_it_did_not_succeed(string status)
    {
        _node.Answers(Post, Answers.Task()).Answers(Get, Answers.Task(status: status, more: ",\"error\":\"exit code 7\""));
        var run = await CliRun.Of(_node, "task", "submit", "--command", "x", "--wait");
        run.Code.ShouldBe(1);
        run.Error.ShouldContain("t1 " + status);
        run.Error.ShouldContain("exit code 7");
    }

    [Fact]
    public async Task Waiting_bears_with_a_node_that_is_away_for_a_moment()
    {
        _node.Answers(Post, Answers.Task()).LosesConnection(Get).Answers(Get, Answers.Task(status: "succeeded"));
        (await CliRun.Of(_node, "task", "submit", "--command", "x", "--wait")).Code.ShouldBe(0);
    }

    [Fact]
    public async Task Waiting_as_json_answers_the_finished_task_and_nothing_else()
    {
        _node.Answers(Post, Answers.Task()).Answers(Get, Answers.Task(status: "succeeded")).Answers(Log, Answers.Log("one"));
        var run = await CliRun.Of(_node, "task", "submit", "--command", "x", "--wait", "-o", "json");
        JsonDocument.Parse(run.Out).RootElement.GetProperty("status").GetString().ShouldBe("succeeded");
        run.Error.ShouldContain("one");
    }

    [Fact]
    public async Task Waiting_no_longer_than_told_exits_with_1()
    {
        _node.Answers("GET /api/v1/tasks/t1", Answers.Task(), times: 1000);
        var run = await CliRun.Of(_node, "task", "wait", "t1", "--within", "60ms");
        run.Code.ShouldBe(1);
        run.Error.ShouldContain("not finished within 60ms");
    }

    [Fact]
    public async Task A_submit_is_repeated_only_when_asked()
    {
        _node.LosesConnection(Post, times: 2).Answers(Post, Answers.Task());
        (await CliRun.Of(_node, "task", "submit", "--command", "x")).Code.ShouldBe(3);
        (await CliRun.Of(_node, "task", "submit", "--command", "x", "--retry-for", "10s")).Code.ShouldBe(0);
    }
}
