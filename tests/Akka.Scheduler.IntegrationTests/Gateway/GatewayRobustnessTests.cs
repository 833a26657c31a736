using System.Net;
using System.Text.Json;
using Akka.Scheduler.Hosting.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

public sealed class GatewayRobustnessTests : IAsyncLifetime
{
    private ServedNode _node = null!;

    public async Task InitializeAsync() => _node = await ServedNode.StartAsync(options => options);

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task An_id_with_a_slash_is_found_under_its_escaped_address()
    {
        await PostAsync("tasks", """{"id":"team/task","executor":"noop"}""", 201);

        var task = await GetAsync("tasks/team%2Ftask");

        task.GetProperty("id").GetString().ShouldBe("team/task");
    }

    [Fact]
    public async Task What_cannot_be_an_id_is_not_found() =>
        await GetAsync("tasks/no%20id", 404);

    [Fact]
    public async Task A_payload_that_is_no_valid_text_is_refused_by_name()
    {
        byte[] half = [.. """{"executor":"http","payload":{"url":"http://x/\ud800"}}"""u8];
        byte[] noUtf8 = [.. """{"executor":"noop","payload":{"a":" """u8, 0xFF, .. "\"}}"u8];
        foreach (var body in new[] { half, noUtf8 })
        {
            using var answer = await _node.Http.PostAsync("tasks", new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } });
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync()).GetProperty("field").GetString().ShouldBe("payload");
        }

        (await GetAsync("tasks")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Unreadable_json_is_answered_with_line_and_position()
    {
        var problem = await PostAsync("tasks", "{\"executor\":\"noop\",\n\"nonsense\":1}", 400);

        problem.GetProperty("field").GetString().ShouldBe("nonsense");
        problem.GetProperty("detail").GetString()!.ShouldContain("(line 2, position ");
    }

    [Fact]
    public async Task A_key_is_not_spent_on_a_bad_request()
    {
        (await SendWithKeyAsync("""{"executor":"no-such"}""")).ShouldBe(HttpStatusCode.BadRequest);
        (await SendWithKeyAsync("""{"executor":"noop"}""")).ShouldBe(HttpStatusCode.Created);
        (await SendWithKeyAsync("""{"executor":"noop"}""")).ShouldBe(HttpStatusCode.OK);
        (await SendWithKeyAsync("""{"executor":"noop","name":"another"}""")).ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Items_of_a_batch_say_whether_they_were_made()
    {
        await PostAsync("tasks", """{"id":"there","executor":"noop"}""", 201);

        var reply = await PostAsync(
            "tasks/batch", """{"tasks":[{"id":"new","executor":"noop"},{"id":"there","executor":"noop"},{"executor":"no-such"}]}""", 200);

        reply.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("outcome").GetString())
            .ShouldBe(["created", "exists", "rejected"]);
    }

    [Fact]
    public async Task Whatever_is_wrong_with_one_task_of_a_batch_the_others_are_made()
    {
        await PostAsync("tasks", """{"id":"mine","executor":"noop","payload":{"delayMs":1}}""", 201);

        var reply = await PostAsync("tasks/batch", """
            {"tasks":[{"id":"g1","executor":"noop"}, {"executor":5}, null, {"executor":"noop","x":1}, "text",
                      {"id":"mine","executor":"noop","payload":{"delayMs":2}}, {"id":"mine","executor":"noop","payload":{ "delayMs": 1 }}, {"id":"g2","executor":"noop"}]}
            """, 200);

        var items = reply.GetProperty("items").EnumerateArray().ToArray();
        items.Select(item => item.GetProperty("outcome").GetString())
            .ShouldBe(["created", "rejected", "rejected", "rejected", "rejected", "rejected", "exists", "created"]);
        Error(1).GetProperty("field").GetString().ShouldBe("tasks[1].executor");
        Error(2).GetProperty("field").GetString().ShouldBe("tasks[2]");
        Error(3).GetProperty("field").GetString().ShouldBe("tasks[3].x");
        Error(5).GetProperty("status").GetInt32().ShouldBe(409);
        Error(5).GetProperty("code").GetString().ShouldBe("idTaken");
        await GetAsync("tasks/g1");
        await GetAsync("tasks/g2");

        JsonElement Error(int at) => items[at].GetProperty("error");
    }

    [Fact]
    public async Task A_batch_that_is_no_list_of_tasks_is_refused_whole()
    {
        await PostAsync("tasks/batch", """{"tasks":[{"executor":"noop"}],"more":1}""", 400);
        await PostAsync("tasks/batch", """{"tasks":{"executor":"noop"}}""", 400);
        await PostAsync("tasks/batch", """{"tasks":[{"executor":"noop"}""", 400);
    }

    [Fact]
    public async Task Another_task_under_a_taken_id_is_a_conflict()
    {
        await PostAsync("tasks", """{"id":"taken","executor":"noop","payload":{"delayMs":1}}""", 201);
        await PostAsync("tasks", """{"id":"taken","executor":"noop","payload":{"delayMs":1}}""", 200);
        await PostAsync("tasks", """{"id":"taken","executor":"noop","payload":{"delayMs":2}}""", 409);
    }

    [Fact]
    public async Task Nobody_is_waited_for_once_the_wait_is_over()
    {
        await PostAsync("tasks?wait=1ms", """{"id":"later","executor":"noop","delay":"1h"}""", 201);
        await GetAsync("tasks/later?wait=1ms");
        await GetAsync("tasks/unknown?wait=10s", 404);

        _node.Services.GetRequiredService<TransitionHub>().AwaitedTasks.ShouldBe(0);
    }

    [Fact]
    public async Task A_change_of_a_paused_schedule_keeps_why_it_is_paused()
    {
        await PostAsync("schedules", """{"id":"nightly","cron":"0 3 * * *","task":{"executor":"noop"}}""", 201);
        await PostAsync("schedules/nightly/pause", """{"reason":"moving house"}""", 200);

        var schedule = await _node.AskAsync(HttpMethod.Patch, "schedules/nightly", """{"name":"Nightly"}""", 200);

        schedule.GetProperty("name").GetString().ShouldBe("Nightly");
        schedule.GetProperty("pausedReason").GetString().ShouldBe("moving house");
    }

    [Fact]
    public async Task Metrics_hold_the_depth_of_queues_and_the_time_that_commits_took()
    {
        await PostAsync("tasks", """{"id":"later","executor":"noop","queue":"mail","delay":"1h"}""", 201);

        var text = await _node.Http.GetStringAsync("/metrics");

        text.ShouldContain("scheduler_tasks{queue=\"mail\",status=\"pending\"} 1\n");
        text.ShouldContain("scheduler_commit_seconds_bucket{le=\"+Inf\"} 1\n");
    }

    [Fact]
    public async Task Streams_and_waits_do_not_hold_up_a_stop()
    {
        using var events = await _node.Http.GetAsync("events", HttpCompletionOption.ResponseHeadersRead);
        using var created = new StreamReader(await events.Content.ReadAsStreamAsync());
        await PostAsync("tasks", """{"id":"later","executor":"noop","delay":"1h"}""", 201);
        (await FirstEventAsync(created)).ShouldBe("event: created");
        using var log = await _node.Http.GetAsync("tasks/later/log?follow=true", HttpCompletionOption.ResponseHeadersRead);
        var waiting = _node.Http.GetAsync("tasks/later?wait=10m");

        await _node.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));

        await created.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20));
        (await log.Content.ReadAsStringAsync()).ShouldNotContain("event: end");
        await waiting.ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    private static async Task<string?> FirstEventAsync(StreamReader stream)
    {
        string? line;
        do line = await stream.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20));
        while (line is not null && !line.StartsWith("event:", StringComparison.Ordinal));
        return line;
    }

    private async Task<HttpStatusCode> SendWithKeyAsync(string json)
    {
        using var answer = await _node.SendAsync(HttpMethod.Post, "tasks", json, ("Idempotency-Key", "order-17"));
        return answer.StatusCode;
    }

    private Task<JsonElement> PostAsync(string path, string json, int status) => _node.AskAsync(HttpMethod.Post, path, json, status);

    private Task<JsonElement> GetAsync(string path, int status = 200) => _node.AskAsync(HttpMethod.Get, path, null, status);
}
