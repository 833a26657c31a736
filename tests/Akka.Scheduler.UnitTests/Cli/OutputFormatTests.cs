using System.Text.Json;
using Akka.Scheduler.Cli;
using Akka.Scheduler.UnitTests.Client;
using Shouldly;
using Spectre.Console;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cli;

public sealed class OutputFormatTests : IDisposable
{
    private const string List = "GET /api/v1/tasks?limit=50";
    private readonly ScriptedNode _node = new();

    public OutputFormatTests() =>
        _node.Answers(List, $$"""{"items":[{{Answers.Task("a", "running")}},{{Answers.Task("longer", "succeeded", ",\"name\":\"été <b>\"")}}]}""");

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task A_table_that_nobody_watches_is_plain_aligned_text()
    {
        var run = await CliRun.Of(_node, "task", "list");
        run.Out.ShouldBe(
            """
            ID      STATUS     EXECUTOR  QUEUE    ATTEMPT  DUE                   FINISHED  NAME
            a       running    shell     default        1  2026-03-01 08:00:00Z  -         -
            longer  succeeded  shell     default        1  2026-03-01 08:00:00Z  -         été <b>

            """.ReplaceLineEndings("\n"));
        run.Out.ShouldNotContain('\u001b');
        run.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_table_on_a_terminal_shades_states_and_leaves_long_rows_whole()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 40;
        var around = CliRun.Around(_node, output, TextWriter.Null, TextReader.Null, new Dictionary<string, string>());
        using var line = new CommandLine(around with { Console = console, OutputIsTerminal = true });

        (await line.RunAsync(["task", "list"], CancellationToken.None)).ShouldBe(0);

        output.ToString().ShouldContain("\u001b[1mSTATUS");
        output.ToString().ShouldContain("\u001b[32msucceeded");
        output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(3);
    }

    [Fact]
    public async Task One_task_is_shown_with_how_far_its_attempt_has_come()
    {
        const string Progress = ",\"progress\":{\"fraction\":0.425,\"message\":\"file 2 of 5\",\"at\":\"2026-03-01T08:00:07Z\"}";
        _node.Answers("GET /api/v1/tasks/a", Answers.Task("a", "running", Progress));
        var run = await CliRun.Of(_node, "task", "get", "a");
        run.Out.ShouldContain("42.5 % file 2 of 5, at 2026-03-01 08:00:07Z");
    }

    [Fact]
    public async Task Json_is_one_array()
    {
        var run = await CliRun.Of(_node, "task", "list", "-o", "json");
        JsonDocument.Parse(run.Out).RootElement.EnumerateArray().Select(task => task.GetProperty("id").GetString()).ShouldBe(["a", "longer"]);
        run.Out.ShouldContain("été <b>");
    }

    [Fact]
    public async Task Json_lines_are_one_document_each()
    {
        var run = await CliRun.Of(_node, "-o", "jsonl", "task", "list");
        var lines = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()).ShouldBe(["a", "longer"]);
    }

    [Fact]
    public async Task One_thing_is_its_fields_or_its_document()
    {
        _node.Answers("GET /api/v1/schedules/s1", Answers.Schedule(), times: 2).Answers("GET /api/v1/schedules/s1/next?count=3", """{"items":[]}""");
        (await CliRun.Of(_node, "schedule", "get", "s1")).Out.ShouldContain("when      */5 * * * *\n");
        var json = (await CliRun.Of(_node, "schedule", "get", "s1", "-o", "json")).Out;
        JsonDocument.Parse(json).RootElement.GetProperty("version").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task A_list_that_goes_on_says_how_beside_the_answer()
    {
        _node.Answers("GET /api/v1/tasks?limit=1", $$"""{"items":[{{Answers.Task()}}],"nextCursor":"c2"}""");
        var run = await CliRun.Of(_node, "task", "list", "--limit", "1", "-o", "jsonl");
        run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem();
        run.Error.ShouldContain("--cursor c2");
    }

    [Fact]
    public async Task A_list_may_be_of_those_that_wait_for_a_task()
    {
        _node.Answers("GET /api/v1/tasks?dependsOn=a&limit=50", $$"""{"items":[{{Answers.Task("b")}}]}""");
        (await CliRun.Of(_node, "task", "list", "--depends-on", "a", "-o", "jsonl")).Out.ShouldContain("\"id\":\"b\"");
    }

    [Fact]
    public async Task All_goes_from_page_to_page()
    {
        _node.Answers("GET /api/v1/tasks?limit=200", $$"""{"items":[{{Answers.Task("a")}}],"nextCursor":"c2"}""")
            .Answers("GET /api/v1/tasks?limit=200&cursor=c2", $$"""{"items":[{{Answers.Task("b")}}]}""");
        var run = await CliRun.Of(_node, "task", "list", "--all", "-o", "jsonl");
        run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        run.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Stats_show_every_queue_and_state()
    {
        _node.Answers(
            "GET /api/v1/stats",
            """
            {"at":"2026-03-01T08:00:00Z","nodeId":"n1","byStatus":{"queued":7},"byQueue":{"mail":{"queued":7}},
             "rates":{"submitted":1.5,"started":1,"succeeded":1,"failed":0},"waitMs":{"p50":12},"scheduleLagMs":0}
            """);
        var run = await CliRun.Of(_node, "stats");
        run.Code.ShouldBe(0);
        run.Out.ShouldContain("mail         0       7        0");
        run.Out.ShouldContain("ON NODE n1\n");
        run.Out.ShouldContain("WAIT MS     p50        12");
    }

    [Fact]
    public async Task A_cluster_shows_its_nodes_and_its_singleton()
    {
        _node.Answers(
            "GET /api/v1/cluster",
            """
            {"nodes":[{"id":"n1","incarnation":"i","state":"up","roles":["scheduler","worker"],"address":"h:1"}],
             "singleton":{"nodeId":"n1","epoch":4},"shardMapVersion":9}
            """);
        var run = await CliRun.Of(_node, "cluster", "status");
        run.Out.ShouldContain("n1    up     scheduler, worker  h:1");
        run.Out.ShouldContain("singleton: n1, epoch 4; shard map 9");
    }
}
