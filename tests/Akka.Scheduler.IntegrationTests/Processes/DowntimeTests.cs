using System.Text;
using System.Text.Json;
using Akka.Scheduler.TestKit.Processes;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Processes;

/// <summary>What a node owes for the time for which it was dead.</summary>
public sealed class DowntimeTests
{
    private const string Misfires = "missed";

    // What is later than five seconds is missed.
    private static readonly TimeSpan Down = TimeSpan.FromSeconds(9);
    private static readonly TimeSpan Threshold = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task Instants_that_a_killed_node_missed_are_made_up_for_as_each_schedule_says()
    {
        await using var node = await NodeProcess.StartAsync();
        using var http = new HttpClient();
        foreach (var (id, more) in new[] { ("once", "\"misfire\":\"fireOnce\""), ("skip", "\"misfire\":\"skip\""), ("all", "\"misfire\":\"fireAll\""), ("recent", "\"misfire\":\"fireAll\",\"catchUpWindow\":\"5s\"") })
            await SendAsync(http, HttpMethod.Put, node, $"schedules/{id}", $$$$"""{"every":"500ms","overlap":"allow",{{{{more}}}},"task":{"executor":"noop","labels":{"{{{{Misfires}}}}":"yes"}}}""");
        foreach (var id in (string[])["once", "skip", "all", "recent"]) await UntilAsync(http, node, id, runs => runs.Count >= 3);

        await node.KillAsync();
        var until = DateTimeOffset.UtcNow + Down;
        while (DateTimeOffset.UtcNow < until) await Task.Delay(TimeSpan.FromMilliseconds(100));
        await node.RestartAsync();

        // One run makes up for all, and that of an instant that is not missed does.
        (await UntilAsync(http, node, "once", runs => runs.Exists(Is("coalesced")) && IsLive(runs))).Count(IsLate).ShouldBeLessThanOrEqualTo(1);
        (await UntilAsync(http, node, "skip", runs => runs.Exists(Is("misfire")) && IsLive(runs))).Count(IsLate).ShouldBe(0);
        (await UntilAsync(http, node, "recent", runs => runs.Exists(Is("outsideCatchUpWindow")) && IsLive(runs))).Count(IsLate).ShouldBe(0);
        var all = (await UntilAsync(http, node, "all", runs => runs.Exists(IsLate) && IsLive(runs))).Where(run => Word(run, "taskId") is not null).Select(At).Order().ToList();
        all.Zip(all.Skip(1), (one, next) => next - one).ShouldAllBe(step => step == Interval);
    }

    [Fact]
    public async Task What_a_killed_node_ran_is_repeated_or_not_as_each_task_says()
    {
        await using var node = await NodeProcess.StartAsync("scheduler.executors.shell.enabled=true");
        using var http = new HttpClient();
        const string Begun = "if [ -e begun ]; then exit 0; fi; touch begun; exec sleep 60";
        await SendAsync(http, HttpMethod.Post, node, "tasks", $$$"""{"id":"again","executor":"shell","payload":{"command":"{{{Begun}}}","workingDirectory":"{{{node.WorkingDirectory}}}"},"retry":{"kind":"fixed","delay":"100ms","maxRetries":1}}""");
        await SendAsync(http, HttpMethod.Post, node, "tasks", """{"id":"once","executor":"shell","payload":{"command":"exec sleep 60"},"delivery":"atMostOnce","retry":{"maxRetries":5}}""");
        await SendAsync(http, HttpMethod.Post, node, "tasks", """{"id":"fail","executor":"shell","payload":{"command":"exec sleep 60"},"onLost":"fail","retry":{"maxRetries":5}}""");
        foreach (var id in (string[])["again", "once", "fail"]) await TaskAsync(http, node, id, "running");
        await UntilFileAsync(Path.Combine(node.WorkingDirectory, "begun"));

        await node.KillAsync();
        await node.RestartAsync();

        (await TaskAsync(http, node, "again", "succeeded")).GetProperty("attempt").GetInt32().ShouldBe(2);
        foreach (var id in (string[])["once", "fail"])
        {
            var lost = await TaskAsync(http, node, id, "failed");
            (lost.GetProperty("attempt").GetInt32(), Word(lost, "reason")).ShouldBe((1, "lost"), id);
        }
    }

    private static Predicate<JsonElement> Is(string reason) => run => Word(run, "reason") == reason;

    // Made long after its instant.
    private static bool IsLate(JsonElement run) => Word(run, "taskId") is not null && run.GetProperty("decidedAt").GetDateTimeOffset() - At(run) > Threshold;

    // The latest one is of its time again.
    private static bool IsLive(List<JsonElement> runs) => Word(runs[0], "taskId") is not null && !IsLate(runs[0]);

    private static DateTimeOffset At(JsonElement run) => run.GetProperty("at").GetDateTimeOffset();

    private static async Task<List<JsonElement>> UntilAsync(HttpClient http, NodeProcess node, string id, Predicate<List<JsonElement>> isSo)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (true)
        {
            List<JsonElement> runs = [.. (await ReadAsync(http, node, $"schedules/{id}/runs?limit=500")).GetProperty("items").EnumerateArray()];
            if (runs.Count > 0 && isSo(runs)) return runs;
            await Task.Delay(TimeSpan.FromMilliseconds(50), stop.Token);
        }
    }

    private static async Task<JsonElement> TaskAsync(HttpClient http, NodeProcess node, string id, string status)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (true)
        {
            var task = await ReadAsync(http, node, $"tasks/{id}");
            if (Word(task, "status") == status) return task;
            await Task.Delay(TimeSpan.FromMilliseconds(50), stop.Token);
        }
    }

    private static async Task UntilFileAsync(string path)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!File.Exists(path)) await Task.Delay(TimeSpan.FromMilliseconds(20), stop.Token);
    }

    private static async Task SendAsync(HttpClient http, HttpMethod method, NodeProcess node, string path, string body)
    {
        using var request = new HttpRequestMessage(method, new Uri(node.Http, $"/api/v1/{path}")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await http.SendAsync(request);
        ((int)answer.StatusCode).ShouldBe(201, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<JsonElement> ReadAsync(HttpClient http, NodeProcess node, string path) =>
        JsonElement.Parse(await http.GetStringAsync(new Uri(node.Http, $"/api/v1/{path}")));

    private static string? Word(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetString() : null;
}
