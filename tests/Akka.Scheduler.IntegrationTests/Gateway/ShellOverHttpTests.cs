using System.Globalization;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>Commands submitted over HTTP: what they print, how they end, and that nothing of them is left running.</summary>
public sealed class ShellOverHttpTests : IAsyncLifetime
{
    private ServedNode _node = null!;

    public async Task InitializeAsync() => _node = await ServedNode.StartAsync(
        options => options with { Executors = options.Executors with { Shell = new() { Enabled = true, KillGrace = TimeSpan.FromMilliseconds(100) } } });

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task Both_streams_and_the_exit_code_of_a_command_are_kept()
    {
        var task = await RunAsync("both", "echo out; echo err >&2");

        task.GetProperty("status").GetString().ShouldBe("succeeded");
        task.GetProperty("result").GetProperty("code").GetInt32().ShouldBe(0);
        task.GetProperty("result").GetProperty("data").GetString().ShouldBe("out\n");
        (await LogAsync("both")).ShouldBe([("stderr", "err\n"), ("stdout", "out\n")], ignoreOrder: true);
    }

    [Fact]
    public async Task A_command_that_reduces_reads_the_ends_of_the_parts_line_by_line()
    {
        var whole = await _node.AskAsync(HttpMethod.Post, "tasks?wait=60s", """
            {"id":"lines","executor":"shell","payload":{"command":"echo $((SCHEDULER_PART_INDEX * 10)); test $SCHEDULER_PART_INDEX != 1"},"retry":{"maxRetries":0},
             "fanOut":{"parts":3,"onPartFailure":"run","reduce":{"executor":"shell","payload":{"command":"cat"} } } }
            """, 201);

        whole.GetProperty("result").GetProperty("data").GetString()!.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
        [
            """{"index":0,"id":"lines.0","status":"succeeded","result":{"code":0,"data":0}}""",
            """{"index":1,"id":"lines.1","status":"failed","result":{"code":1,"message":"10","data":10},"error":"Exit code 1: 10"}""",
            """{"index":2,"id":"lines.2","status":"succeeded","result":{"code":0,"data":20}}""",
        ]);
    }

    [Fact]
    public async Task A_failing_command_is_tried_again_and_then_fails_with_its_code()
    {
        var task = await RunAsync("fails", "echo why >&2; exit 3", ""","retry":{"maxRetries":1,"delay":"10ms"}""");

        task.GetProperty("status").GetString().ShouldBe("failed");
        task.GetProperty("attempt").GetInt32().ShouldBe(2);
        task.GetProperty("result").GetProperty("code").GetInt32().ShouldBe(3);
        task.GetProperty("error").GetString().ShouldBe("Exit code 3: why");
        (await TypesAsync("fails")).ShouldBe(["created", "started", "retryScheduled", "started", "failed"]);
    }

    [Fact]
    public async Task A_timeout_ends_the_command_and_all_that_it_started()
    {
        using var file = new ScratchFile();
        await SubmitAsync("slow", $"(setsid sh -c 'echo $$ >> {file.Path}; exec sleep 1000' &); echo $$ >> {file.Path}; sleep 1000", ""","timeout":"5s","retry":{"maxRetries":0}""");

        var task = await EndAsync("slow");

        task.GetProperty("status").GetString().ShouldBe("failed");
        task.GetProperty("error").GetString()!.ShouldBe("ran longer than its timeout of 5s");
        file.Processes().Length.ShouldBe(2);
        file.Processes().ShouldAllBe(id => !Runs(id));
    }

    [Fact]
    public async Task Cancelling_a_running_command_ends_it_and_all_that_it_started()
    {
        using var file = new ScratchFile();
        await SubmitAsync("endless", $"(setsid sh -c 'echo $$ >> {file.Path}; exec sleep 1000' &); echo $$ >> {file.Path}; sleep 1000");
        await file.HasLinesAsync(2);
        (await _node.AskAsync(HttpMethod.Get, "tasks/endless", null, 200)).GetProperty("status").GetString().ShouldBe("running");

        await _node.AskAsync(HttpMethod.Post, "tasks/endless/cancel", """{"reason":"enough"}""", 200);

        (await EndAsync("endless")).GetProperty("status").GetString().ShouldBe("cancelled");
        file.Processes().ShouldAllBe(id => !Runs(id));
    }

    [Fact]
    public async Task Output_is_followed_while_the_command_runs_and_ends_with_it()
    {
        using var go = new ScratchFile();
        await SubmitAsync("talks", $"echo early; while [ ! -s {go.Path} ]; do sleep 0.05; done; echo late");
        using var answer = await _node.Http.GetAsync("tasks/talks/log?follow=true", HttpCompletionOption.ResponseHeadersRead);
        using var stream = new StreamReader(await answer.Content.ReadAsStreamAsync());
        string? line;
        do line = await stream.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
        while (line?.Contains("early", StringComparison.Ordinal) == false);
        line.ShouldNotBeNull();
        await File.WriteAllTextAsync(go.Path, "go");

        var rest = await stream.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));

        rest.ShouldContain("\"text\":\"late\\n\"");
        rest.TrimEnd().ShouldEndWith("event: end\ndata: {}");
    }

    [Fact]
    public async Task A_log_of_which_output_is_missing_says_so_and_how_much()
    {
        await RunAsync("flood", "head -c 3000000 /dev/zero | tr '\\0' x");

        var log = await _node.AskAsync(HttpMethod.Get, "tasks/flood/log", null, 200);

        log.GetProperty("truncated").GetBoolean().ShouldBeTrue();
        log.GetProperty("items").EnumerateArray().Last().GetProperty("text").GetString().ShouldBe($"[{3_000_000 - (1024 * 1024)} characters of output were dropped]\n");
    }

    // One that has ended and was not collected by whoever inherited it runs no more.
    private static bool Runs(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task<JsonElement> RunAsync(string id, string command, string more = "")
    {
        await SubmitAsync(id, command, more);
        return await EndAsync(id);
    }

    private Task<JsonElement> SubmitAsync(string id, string command, string more = "")
    {
        var payload = JsonSerializer.Serialize(new { command });
        return _node.AskAsync(HttpMethod.Post, "tasks", $$"""{"id":"{{id}}","executor":"shell","payload":{{payload}}{{more}}}""", 201);
    }

    private Task<JsonElement> EndAsync(string id) => _node.AskAsync(HttpMethod.Get, $"tasks/{id}?wait=60s", null, 200);

    private async Task<(string, string)[]> LogAsync(string id) =>
        [.. (await _node.AskAsync(HttpMethod.Get, $"tasks/{id}/log", null, 200)).GetProperty("items").EnumerateArray()
            .Select(line => (line.GetProperty("stream").GetString()!, line.GetProperty("text").GetString()!))];

    private async Task<string[]> TypesAsync(string id) =>
        [.. (await _node.AskAsync(HttpMethod.Get, $"tasks/{id}/events", null, 200)).GetProperty("items").EnumerateArray()
            .Select(step => step.GetProperty("type").GetString()!)];

    /// <summary>A file that commands write their process ids to.</summary>
    private sealed class ScratchFile : IDisposable
    {
        public string Path { get; } = System.IO.Path.GetTempFileName();

        public int[] Processes() => [.. File.ReadAllLines(Path).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];

        public async Task HasLinesAsync(int count)
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while ((await File.ReadAllTextAsync(Path, stop.Token)).Count(c => c == '\n') < count) await Task.Delay(TimeSpan.FromMilliseconds(20), stop.Token);
        }

        public void Dispose() => File.Delete(Path);
    }
}
