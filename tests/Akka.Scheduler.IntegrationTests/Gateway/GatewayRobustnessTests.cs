using System.Net;
using System.Text;
using System.Text.Json;
using Akka.Scheduler.Hosting.Telemetry;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

public sealed class GatewayRobustnessTests : IAsyncLifetime
{
    private ServedNode _node = null!;

    public async Task InitializeAsync() => _node = await ServedNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task An_id_with_a_slash_is_found_under_its_escaped_address()
    {
        (await _node.PostAsync("/api/v1/tasks", """{"id":"team/task","executor":"noop"}""")).Status.ShouldBe(HttpStatusCode.Created);

        var (status, task) = await _node.GetAsync("/api/v1/tasks/team%2Ftask");

        status.ShouldBe(HttpStatusCode.OK);
        task.GetProperty("id").GetString().ShouldBe("team/task");
    }

    [Fact]
    public async Task What_cannot_be_an_id_is_not_found() =>
        (await _node.GetAsync("/api/v1/tasks/no%20id")).Status.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task A_payload_that_is_no_valid_text_is_refused_by_name()
    {
        byte[] half = [.. """{"executor":"http","payload":{"url":"http://x/\ud800"}}"""u8];
        byte[] noUtf8 = [.. """{"executor":"noop","payload":{"a":" """u8, 0xFF, .. "\"}}"u8];
        foreach (var body in new[] { half, noUtf8 })
        {
            var (status, problem) = await _node.SendAsync(HttpMethod.Post, "/api/v1/tasks", body);
            status.ShouldBe(HttpStatusCode.BadRequest);
            problem.GetProperty("field").GetString().ShouldBe("payload");
        }

        (await _node.GetAsync("/api/v1/tasks")).Body.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Unreadable_json_is_answered_with_line_and_position()
    {
        var (status, problem) = await _node.PostAsync("/api/v1/tasks", "{\"executor\":\"noop\",\n\"nonsense\":1}");

        status.ShouldBe(HttpStatusCode.BadRequest);
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
        await _node.PostAsync("/api/v1/tasks", """{"id":"there","executor":"noop"}""");

        var (_, reply) = await _node.PostAsync(
            "/api/v1/tasks/batch", """{"tasks":[{"id":"new","executor":"noop"},{"id":"there","executor":"noop"},{"executor":"no-such"}]}""");

        reply.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("outcome").GetString())
            .ShouldBe(["created", "exists", "rejected"]);
    }

    [Fact]
    public async Task Whatever_is_wrong_with_one_task_of_a_batch_the_others_are_made()
    {
        await _node.PostAsync("/api/v1/tasks", """{"id":"mine","executor":"noop","payload":{"delayMs":1}}""");

        var (status, reply) = await _node.PostAsync("/api/v1/tasks/batch", """
            {"tasks":[{"id":"g1","executor":"noop"}, {"executor":5}, null, {"executor":"noop","x":1}, "text",
                      {"id":"mine","executor":"noop","payload":{"delayMs":2}}, {"id":"mine","executor":"noop","payload":{ "delayMs": 1 }}, {"id":"g2","executor":"noop"}]}
            """);

        status.ShouldBe(HttpStatusCode.OK);
        var items = reply.GetProperty("items").EnumerateArray().ToArray();
        items.Select(item => item.GetProperty("outcome").GetString())
            .ShouldBe(["created", "rejected", "rejected", "rejected", "rejected", "rejected", "exists", "created"]);
        Error(1).GetProperty("field").GetString().ShouldBe("tasks[1].executor");
        Error(2).GetProperty("field").GetString().ShouldBe("tasks[2]");
        Error(3).GetProperty("field").GetString().ShouldBe("tasks[3].x");
        Error(5).GetProperty("status").GetInt32().ShouldBe(409);
        Error(5).GetProperty("code").GetString().ShouldBe("idTaken");
        (await _node.GetAsync("/api/v1/tasks/g1")).Status.ShouldBe(HttpStatusCode.OK);
        (await _node.GetAsync("/api/v1/tasks/g2")).Status.ShouldBe(HttpStatusCode.OK);

        JsonElement Error(int at) => items[at].GetProperty("error");
    }

    [Fact]
    public async Task A_batch_that_is_no_list_of_tasks_is_refused_whole()
    {
        (await _node.PostAsync("/api/v1/tasks/batch", """{"tasks":[{"executor":"noop"}],"more":1}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await _node.PostAsync("/api/v1/tasks/batch", """{"tasks":{"executor":"noop"}}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await _node.PostAsync("/api/v1/tasks/batch", """{"tasks":[{"executor":"noop"}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Another_task_under_a_taken_id_is_a_conflict()
    {
        (await _node.PostAsync("/api/v1/tasks", """{"id":"taken","executor":"noop","payload":{"delayMs":1}}""")).Status.ShouldBe(HttpStatusCode.Created);
        (await _node.PostAsync("/api/v1/tasks", """{"id":"taken","executor":"noop","payload":{"delayMs":1}}""")).Status.ShouldBe(HttpStatusCode.OK);
        (await _node.PostAsync("/api/v1/tasks", """{"id":"taken","executor":"noop","payload":{"delayMs":2}}""")).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Nobody_is_waited_for_once_the_wait_is_over()
    {
        await _node.PostAsync("/api/v1/tasks?wait=1ms", """{"id":"later","executor":"noop","delay":"1h"}""");
        (await _node.GetAsync("/api/v1/tasks/later?wait=1ms")).Status.ShouldBe(HttpStatusCode.OK);
        (await _node.GetAsync("/api/v1/tasks/unknown?wait=10s")).Status.ShouldBe(HttpStatusCode.NotFound);

        _node.Service<TransitionHub>().AwaitedTasks.ShouldBe(0);
    }

    [Fact]
    public async Task A_change_of_a_paused_schedule_keeps_why_it_is_paused()
    {
        await _node.PostAsync("/api/v1/schedules", """{"id":"nightly","cron":"0 3 * * *","task":{"executor":"noop"}}""");
        await _node.PostAsync("/api/v1/schedules/nightly/pause", """{"reason":"moving house"}""");

        var (status, schedule) = await _node.SendAsync(HttpMethod.Patch, "/api/v1/schedules/nightly", """{"name":"Nightly"}"""u8.ToArray());

        status.ShouldBe(HttpStatusCode.OK);
        schedule.GetProperty("name").GetString().ShouldBe("Nightly");
        schedule.GetProperty("pausedReason").GetString().ShouldBe("moving house");
    }

    [Fact]
    public async Task Metrics_hold_the_depth_of_queues_and_the_time_that_commits_took()
    {
        await _node.PostAsync("/api/v1/tasks", """{"id":"later","executor":"noop","queue":"mail","delay":"1h"}""");

        var text = await _node.Http.GetStringAsync("/metrics");

        text.ShouldContain("scheduler_tasks{queue=\"mail\",status=\"pending\"} 1\n");
        text.ShouldContain("scheduler_commit_seconds_bucket{le=\"+Inf\"} 1\n");
    }

    [Fact]
    public async Task Streams_and_waits_do_not_hold_up_a_stop()
    {
        using var events = await _node.Http.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead);
        using var created = new StreamReader(await events.Content.ReadAsStreamAsync());
        await _node.PostAsync("/api/v1/tasks", """{"id":"later","executor":"noop","delay":"1h"}""");
        (await FirstEventAsync(created)).ShouldBe("event: created");
        using var log = await _node.Http.GetAsync("/api/v1/tasks/later/log?follow=true", HttpCompletionOption.ResponseHeadersRead);
        var waiting = _node.GetAsync("/api/v1/tasks/later?wait=10m");

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
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tasks") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", "order-17");
        using var answer = await _node.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
