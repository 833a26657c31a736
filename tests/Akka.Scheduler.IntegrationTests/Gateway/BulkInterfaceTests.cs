using System.Text.Json;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>One command for many tasks.</summary>
public class BulkInterfaceTests(ServedNode gateway) : IClassFixture<ServedNode>
{
    [Fact]
    public async Task Failed_tasks_of_a_queue_are_counted_shown_and_run_again_portion_by_portion()
    {
        await MakeAsync("redrive", 7, """{"fail":"no"}""", retries: 0);
        foreach (var i in Enumerable.Range(0, 7)) await gateway.AskAsync(HttpMethod.Get, $"tasks/redrive-{i}?wait=20s", null, 200);
        await gateway.AskAsync(HttpMethod.Post, "tasks?wait=20s", """{"id":"other","executor":"noop","payload":{"fail":"no"},"queue":"other","retry":{"maxRetries":0}}""", 201);

        var dry = await RetryAsync("""{"status":["failed"],"queue":"redrive","dryRun":true}""");
        (Number(dry, "matched"), Number(dry, "done"), dry.GetProperty("items").GetArrayLength()).ShouldBe((7, 0, 7));
        (await gateway.AskAsync(HttpMethod.Get, "tasks/redrive-3", null, 200)).GetProperty("status").GetString().ShouldBe("failed");

        var first = await RetryAsync("""{"queue":"redrive","limit":4}""");
        (Number(first, "matched"), Number(first, "done")).ShouldBe((4, 4));
        var rest = await RetryAsync($$"""{"queue":"redrive","limit":4,"cursor":"{{first.GetProperty("nextCursor").GetString()}}"}""");
        Number(rest, "done").ShouldBe(3);
        rest.TryGetProperty("nextCursor", out _).ShouldBeFalse();
        foreach (var i in Enumerable.Range(0, 7))
        {
            var task = await gateway.AskAsync(HttpMethod.Get, $"tasks/redrive-{i}?wait=20s", null, 200);
            task.GetProperty("attempt").GetInt32().ShouldBe(2);
        }

        (await gateway.AskAsync(HttpMethod.Get, "tasks/other", null, 200)).GetProperty("attempt").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Live_tasks_of_a_filter_are_cancelled_with_the_reason_given_and_finished_ones_left_alone()
    {
        await MakeAsync("stop", 300, "{}", retries: 0, more: """,  "delay":"1h", "labels":{"team":"red"} """);
        await gateway.AskAsync(HttpMethod.Post, "tasks?wait=20s", """{"id":"stop-done","executor":"noop","queue":"stop","labels":{"team":"red"}}""", 201);
        var reply = await gateway.AskAsync(HttpMethod.Post, "tasks/cancel", """{"label":["team:red"],"reason":"not needed"}""", 200);
        (Number(reply, "matched"), Number(reply, "done"), reply.GetProperty("items").GetArrayLength()).ShouldBe((300, 300, 20));
        var steps = await gateway.AskAsync(HttpMethod.Get, "tasks/stop-7/events", null, 200);
        steps.GetProperty("items")[1].GetProperty("detail").GetString().ShouldBe("not needed");
        (await gateway.AskAsync(HttpMethod.Get, "tasks/stop-done", null, 200)).GetProperty("status").GetString().ShouldBe("succeeded");
        Number(await gateway.AskAsync(HttpMethod.Post, "tasks/cancel", """{"label":["team:red"]}""", 200), "matched").ShouldBe(0);
    }

    [Theory]
    [InlineData("tasks/retry", "{}", null)]
    [InlineData("tasks/retry", """{"status":["succeeded"]}""", "status")]
    [InlineData("tasks/retry", """{"status":["failed"],"reason":"x"}""", "reason")]
    [InlineData("tasks/retry", """{"queue":"q","limit":0}""", "limit")]
    [InlineData("tasks/retry", """{"queue":"q","limit":10001}""", "limit")]
    [InlineData("tasks/retry", """{"queue":"q","cursor":"zzz"}""", "cursor")]
    [InlineData("tasks/retry", """{"queue":"q","frob":1}""", "frob")]
    [InlineData("tasks/cancel", "{}", null)]
    [InlineData("tasks/cancel", """{"status":["failed"]}""", "status")]
    [InlineData("tasks/cancel", """{"label":["x"]}""", "label")]
    [InlineData("tasks/cancel", """{"label":[null]}""", "label[0]")]
    [InlineData("tasks/cancel", """{"from":"yesterday"}""", "from")]
    [InlineData("tasks/cancel", """{"name":"a\u0000b"}""", "name")]
    public async Task A_bad_filter_is_refused_by_its_field_and_nothing_changes(string path, string json, string? field)
    {
        using var made = await gateway.SendAsync(HttpMethod.Post, "tasks", """{"id":"kept","executor":"noop","queue":"q","name":"kept","delay":"1h"}""");
        var before = await gateway.AskAsync(HttpMethod.Get, "tasks/kept", null, 200);
        var problem = await gateway.AskAsync(HttpMethod.Post, path, json, 400);
        (problem.TryGetProperty("field", out var named) && named.GetString() is { Length: > 0 } word ? word : null).ShouldBe(field);
        (await gateway.AskAsync(HttpMethod.Get, "tasks/kept", null, 200)).GetRawText().ShouldBe(before.GetRawText());
    }

    private async Task<JsonElement> RetryAsync(string json) => await gateway.AskAsync(HttpMethod.Post, "tasks/retry", json, 200);

    private async Task MakeAsync(string queue, int count, string payload, int retries, string more = "")
    {
        var tasks = Enumerable.Range(0, count).Select(i =>
            $$$"""{"id":"{{{queue}}}-{{{i}}}","executor":"noop","queue":"{{{queue}}}","payload":{{{payload}}},"retry":{"maxRetries":{{{retries}}}}{{{more}}}}""");
        await gateway.AskAsync(HttpMethod.Post, "tasks/batch", $$"""{"tasks":[{{string.Join(',', tasks)}}]}""", 200);
    }

    private static int Number(JsonElement of, string name) => of.GetProperty(name).GetInt32();
}
