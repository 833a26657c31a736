using System.Text.Json;
using Akka.Scheduler.Hosting.Auth;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>The HTTP interface as its callers know it.</summary>
public class TaskInterfaceTests(ServedNode gateway) : IClassFixture<ServedNode>
{
    [Fact]
    public async Task A_task_that_is_waited_for_is_answered_finished()
    {
        var task = await gateway.AskAsync(HttpMethod.Post, "tasks?wait=20s", """{"executor":"noop"}""", 201);
        task.GetProperty("status").GetString().ShouldBe("succeeded");
        var events = await gateway.AskAsync(HttpMethod.Get, $"tasks/{Id(task)}/events", null, 200);
        events.GetProperty("items").EnumerateArray().Select(step => step.GetProperty("type").GetString()).ShouldBe(["created", "started", "succeeded"]);
    }

    [Fact]
    public async Task The_same_id_twice_is_one_task()
    {
        await gateway.AskAsync(HttpMethod.Post, "tasks", """{"executor":"noop","id":"twice","delay":"1h"}""", 201);
        var again = await gateway.AskAsync(HttpMethod.Post, "tasks", """{"executor":"noop","id":"twice"}""", 200);
        again.GetProperty("status").GetString().ShouldBe("pending");
    }

    [Fact]
    public async Task An_idempotency_key_makes_one_task_and_belongs_to_one_body()
    {
        const string Body = """{"executor":"noop","delay":"1h"}""";
        var first = await gateway.AskAsync(HttpMethod.Post, "tasks", Body, 201, ("Idempotency-Key", "key-1"));
        var again = await gateway.AskAsync(HttpMethod.Post, "tasks", Body, 200, ("Idempotency-Key", "key-1"));
        Id(again).ShouldBe(Id(first));
        await gateway.AskAsync(HttpMethod.Post, "tasks", """{"executor":"noop"}""", 422, ("Idempotency-Key", "key-1"));
    }

    [Fact]
    public async Task A_bad_item_of_a_batch_fails_alone()
    {
        var reply = await gateway.AskAsync(HttpMethod.Post, "tasks/batch", """{"tasks":[{"executor":"noop"},{"executor":"nope"},{"executor":"noop"}]}""", 200);
        var items = reply.GetProperty("items").EnumerateArray().ToArray();
        items[0].TryGetProperty("error", out _).ShouldBeFalse();
        items[1].GetProperty("error").GetProperty("field").GetString().ShouldBe("tasks[1].executor");
        items[2].TryGetProperty("error", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_waiting_task_is_cancelled_at_once_and_can_be_run_again()
    {
        await gateway.AskAsync(HttpMethod.Post, "tasks", """{"executor":"noop","id":"stop-me","delay":"1h"}""", 201);
        (await gateway.AskAsync(HttpMethod.Post, "tasks/stop-me/cancel", """{"reason":"changed my mind"}""", 200)).GetProperty("status").GetString().ShouldBe("cancelled");
        await gateway.AskAsync(HttpMethod.Post, "tasks/stop-me/retry", null, 200);
        (await gateway.AskAsync(HttpMethod.Get, "tasks/stop-me?wait=20s", null, 200)).GetProperty("status").GetString().ShouldBe("succeeded");
        await gateway.AskAsync(HttpMethod.Post, "tasks/stop-me/cancel", null, 409);
    }

    [Fact]
    public async Task A_running_task_is_cancelled()
    {
        await gateway.AskAsync(HttpMethod.Post, "tasks?wait=200ms", """{"executor":"noop","id":"long","payload":{"delayMs":60000}}""", 201);
        await gateway.AskAsync(HttpMethod.Post, "tasks/long/cancel", null, 200);
        (await gateway.AskAsync(HttpMethod.Get, "tasks/long?wait=20s", null, 200)).GetProperty("status").GetString().ShouldBe("cancelled");
    }

    [Fact]
    public async Task A_waiting_task_can_be_changed_and_explained()
    {
        await gateway.AskAsync(HttpMethod.Post, "tasks", """{"executor":"noop","id":"later","delay":"1h"}""", 201);
        var changed = await gateway.AskAsync(HttpMethod.Patch, "tasks/later", """{"priority":"urgent","labels":{"a":"b"}}""", 200);
        changed.GetProperty("priority").GetString().ShouldBe("urgent");
        var explained = await gateway.AskAsync(HttpMethod.Get, "tasks/later/explain", null, 200);
        explained.GetProperty("causes")[0].GetProperty("code").GetString().ShouldBe("notDue");
        var found = await gateway.AskAsync(HttpMethod.Get, "tasks?label=a:b", null, 200);
        found.GetProperty("items").EnumerateArray().Select(Id).ShouldBe(["later"]);
    }

    [Fact]
    public async Task A_task_that_requires_what_no_worker_has_waits_and_says_why()
    {
        var made = await gateway.AskAsync(HttpMethod.Post, "tasks", """{"executor":"noop","id":"picky","requires":{"disk":"ssd"}}""", 201);
        made.GetProperty("requires").GetProperty("disk").GetString().ShouldBe("ssd");
        var explained = await gateway.AskAsync(HttpMethod.Get, "tasks/picky/explain", null, 200);
        explained.GetProperty("causes")[0].GetProperty("code").GetString().ShouldBe("noWorker");
        (await gateway.AskAsync(HttpMethod.Post, "tasks?wait=20s", """{"executor":"noop","id":"plain"}""", 201)).GetProperty("status").GetString().ShouldBe("succeeded");
    }

    [Fact]
    public async Task A_schedule_fires_and_its_version_guards_changes()
    {
        const string Body = """{"id":"tick","cron":"@every_second","overlap":"allow","task":{"executor":"noop"}}""";
        (await gateway.AskAsync(HttpMethod.Post, "schedules", Body, 201)).GetProperty("version").GetInt64().ShouldBe(1);
        (await gateway.AskAsync(HttpMethod.Post, "schedules", Body, 200)).GetProperty("version").GetInt64().ShouldBe(1);
        var task = await FirstFiredAsync("tick");
        task.ShouldStartWith("tick@");
        await gateway.AskAsync(HttpMethod.Post, "schedules/tick/pause", """{"reason":"enough"}""", 200);
        await gateway.AskAsync(HttpMethod.Put, "schedules/tick", Body, 412, ("If-Match", "\"1\""));
        var triggered = await gateway.AskAsync(HttpMethod.Post, "schedules/tick/trigger", null, 201);
        triggered.GetProperty("scheduleId").GetString().ShouldBe("tick");
        (await gateway.AskAsync(HttpMethod.Get, "schedules/tick/next?count=3", null, 200)).GetProperty("items").GetArrayLength().ShouldBe(3);
        await gateway.AskAsync(HttpMethod.Delete, "schedules/tick", null, 204);
        await gateway.AskAsync(HttpMethod.Get, "schedules/tick", null, 404);
    }

    [Fact]
    public async Task A_page_of_another_site_changes_nothing() =>
        await gateway.AskAsync(HttpMethod.Post, "tasks", """{"executor":"noop"}""", 403, ("Origin", "https://evil.example"));

    [Fact]
    public async Task A_foreign_host_name_is_refused() =>
        await gateway.AskAsync(HttpMethod.Get, "tasks", null, 403, ("Host", "evil.example"));

    [Fact]
    public void Every_endpoint_says_who_may_call_it()
    {
        var endpoints = gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints;
        endpoints.ShouldNotBeEmpty();
        endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<AccessPolicy>() is null).Select(endpoint => endpoint.DisplayName).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("stats")]
    [InlineData("queues")]
    [InlineData("workers")]
    [InlineData("cluster")]
    [InlineData("cluster/shards")]
    [InlineData("/health/ready")]
    [InlineData("/health/live")]
    [InlineData("/metrics")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/")]
    public async Task What_tells_of_the_node_answers(string path)
    {
        using var response = await gateway.SendAsync(HttpMethod.Get, path);
        ((int)response.StatusCode).ShouldBe(200);
    }

    private async Task<string> FirstFiredAsync(string schedule)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var history = await gateway.AskAsync(HttpMethod.Get, $"schedules/{schedule}/history", null, 200);
            if (history.GetProperty("items").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first) return first.GetProperty("taskId").GetString()!;
            await Task.Delay(TimeSpan.FromMilliseconds(100), stop.Token);
        }
    }

    private static string Id(JsonElement task) => task.GetProperty("id").GetString()!;
}
