using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>Bad input is refused with a problem that names the field, and changes nothing.</summary>
public class BadInputTests(ServedNode gateway) : IClassFixture<ServedNode>
{
    // The tests of one class run one after another, so that nothing else changes the counts.
    [Theory]
    [InlineData("""{"executor":"noop","frob":1}""", "frob")]
    [InlineData("""{"executor":"nope"}""", "executor")]
    [InlineData("""{}""", "executor")]
    [InlineData("""{"executor":"noop","delay":"-5s"}""", "delay")]
    [InlineData("""{"executor":"noop","delay":5}""", "delay")]
    [InlineData("""{"executor":"noop","ttl":"0s"}""", "ttl")]
    [InlineData("""{"executor":"noop","timeout":"0s"}""", "timeout")]
    [InlineData("""{"executor":"noop","dueAt":"9999-12-31T00:00:00Z"}""", "dueAt")]
    [InlineData("""{"executor":"noop","dueAt":"2026-01-01T00:00:00Z","delay":"1s"}""", "delay")]
    [InlineData("""{"executor":"noop","id":"a\u0007b"}""", "id")]
    [InlineData("""{"executor":"noop","id":""}""", "id")]
    [InlineData("""{"executor":"noop","id":"."}""", "id")]
    [InlineData("""{"executor":"noop","id":".."}""", "id")]
    [InlineData("""{"executor":"noop","requires":{"zone":null}}""", "requires.zone")]
    [InlineData("""{"executor":"noop","labels":{"zone":null}}""", "labels.zone")]
    [InlineData("""{"executor":"noop","broadcast":{"requires":{"zone":null}}}""", "broadcast.requires.zone")]
    [InlineData("""{"executor":"noop","name":"a\u0000b"}""", "name")]
    [InlineData("""{"executor":"noop","queue":"a b"}""", "queue")]
    [InlineData("""{"executor":"noop","priority":"soon"}""", "priority")]
    [InlineData("""{"executor":"noop","labels":{"k":"a\u0000b"}}""", "labels.k")]
    [InlineData("""{"executor":"noop","retry":{"maxRetries":-1}}""", "retry.maxRetries")]
    [InlineData("""{"executor":"noop","retry":{"jitter":2}}""", "retry.jitter")]
    [InlineData("""{"executor":"noop","retry":{"kind":"fibonacci"}}""", "retry.kind")]
    [InlineData("""{"executor":"noop","retry":{"kind":"list"}}""", "retry.delays")]
    [InlineData("""{"executor":"noop","retry":{"delays":[]}}""", "retry.delays")]
    [InlineData("""{"executor":"noop","retry":{"delays":["1s","-1s"]}}""", "retry.delays[1]")]
    [InlineData("""{"executor":"noop","retry":{"delays":["1s"],"delay":"1s"}}""", "retry.delay")]
    [InlineData("""{"executor":"noop","retry":{"kind":"fixed","delays":["1s"]}}""", "retry.delays")]
    [InlineData("""{"executor":"noop","retry":{"kind":"linear","backoffRate":2}}""", "retry.backoffRate")]
    [InlineData("""{"executor":"noop","retry":{"delays":["1h"],"maxDelay":"1m"}}""", "retry.maxDelay")]
    [InlineData("""{"executor":"noop","retry":{"delay":"1h","maxDelay":"1m"}}""", "retry.maxDelay")]
    [InlineData("""{"executor":"noop","retry":{"retryable":["a b"]}}""", "retry.retryable[0]")]
    [InlineData("""{"executor":"noop","retry":{"retryable":["x"],"nonRetryable":["x"]}}""", "retry.retryable")]
    [InlineData("""{"executor":"noop","retry":{"nonRetryable":[1.5]}}""", "retry.nonRetryable")]
    [InlineData("""{"executor":"noop","retry":{"nonRetryable":"404"}}""", "retry.nonRetryable")]
    [InlineData("""{"executor":"noop","retry":{"nonRetryable":[""]}}""", "retry.nonRetryable[0]")]
    [InlineData("""{"executor":"noop","totalTimeout":"0s"}""", "totalTimeout")]
    [InlineData("""{"executor":"noop","deadline":"2020-01-01T00:00:00Z"}""", "deadline")]
    [InlineData("""{"executor":"noop","deadline":"soon"}""", "deadline")]
    [InlineData("""{"executor":"noop","deadline":"9999-12-31T00:00:00Z"}""", "deadline")]
    [InlineData("""{"executor":"noop","delay":"1h","deadline":"2026-11-21T00:00:00Z"}""", "deadline")]
    [InlineData("""{"executor":"noop","totalTimeout":"1h","deadline":"2030-01-01T00:00:00Z"}""", "deadline")]
    [InlineData("""{"executor":"noop","onLost":"ignore"}""", "onLost")]
    [InlineData("""{"executor":"noop","delivery":"atMostOnce","onLost":"retry"}""", "onLost")]
    [InlineData("""{"executor":"noop","concurrencyKey":"k"}""", "concurrencyKey")]
    [InlineData("""{"executor":"noop","concurrencyKey":"","maxConcurrency":1}""", "concurrencyKey")]
    [InlineData("""{"executor":"noop","concurrencyKey":"a\u0000b","maxConcurrency":1}""", "concurrencyKey")]
    [InlineData("""{"executor":"noop","concurrencyKey":"k","maxConcurrency":0}""", "maxConcurrency")]
    [InlineData("""{"executor":"noop","concurrencyKey":"k","ratePerSecond":0}""", "ratePerSecond")]
    [InlineData("""{"executor":"noop","maxConcurrency":3}""", "maxConcurrency")]
    [InlineData("""{"executor":"noop","ratePerSecond":3}""", "ratePerSecond")]
    [InlineData("""{"executor":"noop","uniqueKey":""}""", "uniqueKey")]
    [InlineData("""{"executor":"noop","uniqueKey":"a\u0000b"}""", "uniqueKey")]
    [InlineData("""{"executor":"noop","uniqueKey":"k","uniqueFor":"-1s"}""", "uniqueFor")]
    [InlineData("""{"executor":"noop","uniqueFor":"1s"}""", "uniqueFor")]
    [InlineData("""{"executor":"noop","onConflict":"replace"}""", "onConflict")]
    [InlineData("""{"executor":"noop","uniqueKey":"k","onConflict":"ignore"}""", "onConflict")]
    [InlineData("""{"executor":"noop","payload":{"what":1}}""", "payload.what")]
    [InlineData("""{"executor":"http","payload":{"method":"GET"}}""", "payload.url")]
    [InlineData("""{"executor":"noop","dependsOn":["no-such-task"]}""", "dependsOn[0]")]
    [InlineData("""{"executor":"noop","id":"me","dependsOn":["me"]}""", "dependsOn[0]")]
    [InlineData("""{"executor":"noop","dependsOn":["a","a"]}""", "dependsOn[1]")]
    [InlineData("""{"executor":"noop","dependsOn":["a\u0007"]}""", "dependsOn[0]")]
    [InlineData("""{"executor":"noop","onDependencyFailure":"run"}""", "onDependencyFailure")]
    [InlineData("""{"executor":"noop","dependsOn":["a"],"onDependencyFailure":"hope"}""", "onDependencyFailure")]
    public async Task A_bad_task_is_refused_by_its_field(string json, string field) => await RefusedAsync("tasks", json, 400, field);

    [Theory]
    [InlineData("""{"id":"s","cron":"61 * * * *","task":{"executor":"noop"}}""", "cron")]
    [InlineData("""{"id":"s","cron":"0 0 30 2 *","task":{"executor":"noop"}}""", "cron")]
    [InlineData("""{"id":"s","cron":"* * * * *","timeZone":"Mars/Olympus","task":{"executor":"noop"}}""", "timeZone")]
    [InlineData("""{"id":"s","task":{"executor":"noop"}}""", "cron")]
    [InlineData("""{"id":"s","cron":"* * * * *","every":"5s","task":{"executor":"noop"}}""", "cron")]
    [InlineData("""{"id":"s","every":"1ms","task":{"executor":"noop"}}""", "every")]
    [InlineData("""{"cron":"* * * * *","task":{"executor":"noop"}}""", "id")]
    [InlineData("""{"id":"a@b","cron":"* * * * *","task":{"executor":"noop"}}""", "id")]
    [InlineData("""{"id":".","cron":"* * * * *","task":{"executor":"noop"}}""", "id")]
    [InlineData("""{"id":"s","cron":"* * * * *","task":{"executor":"noop","requires":{"zone":null}}}""", "task.requires.zone")]
    [InlineData("""{"id":"s","cron":"* * * * *","maxRuns":0,"task":{"executor":"noop"}}""", "maxRuns")]
    [InlineData("""{"id":"s","cron":"* * * * *","task":{"executor":"nope"}}""", "task.executor")]
    [InlineData("""{"id":"s","cron":"* * * * *","task":{"executor":"noop","dependsOn":["a"]}}""", "task.dependsOn")]
    [InlineData("""{"id":"s","cron":"* * * * *","task":{"executor":"noop","deadline":"2030-01-01T00:00:00Z"}}""", "task.deadline")]
    [InlineData("""{"id":"s","cron":"* * * * *","task":{"executor":"noop","retry":{"delays":[]}}}""", "task.retry.delays")]
    public async Task A_bad_schedule_is_refused_by_its_field(string json, string field) => await RefusedAsync("schedules", json, 400, field);

    [Theory]
    [InlineData("tasks?limit=0", "limit")]
    [InlineData("tasks?status=odd", "status")]
    [InlineData("tasks?from=yesterday", "from")]
    [InlineData("tasks?label=x", "label")]
    [InlineData("tasks?cursor=zzz", "cursor")]
    [InlineData("events?type=finished", "type")]
    [InlineData("events?status=done", "status")]
    public async Task A_bad_query_is_refused_by_its_parameter(string path, string field) =>
        (await gateway.AskAsync(HttpMethod.Get, path, null, 400)).GetProperty("field").GetString().ShouldBe(field);

    [Theory]
    [InlineData("PUT", "calendars/holes", """{"ranges":[null]}""", "ranges[0]")]
    [InlineData("PUT", "calendars/holes", """{"dates":["2026-12-25",null]}""", "dates[1]")]
    [InlineData("POST", "schedules/apply", """{"schedules":[null]}""", "schedules[0]")]
    [InlineData("POST", "schedules/apply", """{"schedules":[],"prune":true,"labels":{"set":null}}""", "labels.set")]
    public async Task A_hole_in_a_list_is_refused_by_its_place(string method, string path, string json, string field) =>
        (await gateway.AskAsync(new HttpMethod(method), path, json, 400)).GetProperty("field").GetString().ShouldBe(field);

    [Fact]
    public async Task A_hole_in_one_task_of_a_batch_refuses_that_one_alone()
    {
        var reply = await gateway.AskAsync(HttpMethod.Post, "tasks/batch", """{"tasks":[{"executor":"noop"},{"executor":"noop","requires":{"zone":null}},null]}""", 200);
        var items = reply.GetProperty("items");
        items[0].GetProperty("outcome").GetString().ShouldBe("created");
        items[1].GetProperty("error").GetProperty("field").GetString().ShouldBe("tasks[1].requires.zone");
        items[2].GetProperty("error").GetProperty("field").GetString().ShouldBe("tasks[2]");
    }

    [Fact]
    public async Task A_schedules_bad_id_is_named_once() =>
        (await gateway.AskAsync(HttpMethod.Post, "schedules", """{"id":"a b","every":"1h","task":{"executor":"noop"}}""", 400)).GetProperty("errors").GetArrayLength().ShouldBe(1);

    [Fact]
    public async Task A_bad_expression_is_shown_with_one_position() =>
        (await gateway.AskAsync(HttpMethod.Post, "schedules/preview", """{"cron":"0 61 * * *"}""", 400)).GetProperty("detail").GetString()
            .ShouldBe("cron '0 61 * * *': Hours: value 61 is out of range, it must be between 0 and 23 (position 2).");

    [Fact]
    public async Task A_bad_payload_is_described_by_field_and_sentence() =>
        (await gateway.AskAsync(HttpMethod.Post, "tasks", """{"executor":"http","payload":{}}""", 400)).GetProperty("detail").GetString()!
            .ShouldStartWith("payload.url: 'url' is required");

    [Theory]
    [InlineData("{")]
    [InlineData("{,}")]
    [InlineData("executor=noop")]
    [InlineData("'noop'")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task Malformed_JSON_is_refused(string json)
    {
        foreach (var path in (string[])["tasks", "tasks/batch", "schedules"])
            (await RefusedAsync(path, json, 400, field: null)).GetProperty("code").GetString().ShouldBe("unreadable");
    }

    [Theory]
    [InlineData("61 * * * *", "UTC", "cron")]
    [InlineData("0 0 30 2 *", "UTC", "cron")]
    [InlineData("0 0 * *", "UTC", "cron")]
    [InlineData("0 3 * * *", "Mars/Olympus", "timeZone")]
    public async Task A_bad_expression_has_no_preview(string cron, string zone, string field) =>
        await RefusedAsync("schedules/preview", $$"""{"cron":"{{cron}}","timeZone":"{{zone}}"}""", 400, field);

    [Theory]
    [InlineData("PUT", "schedules/kept", """{"cron":"61 * * * *","task":{"executor":"noop"}}""", "cron")]
    [InlineData("PATCH", "schedules/kept", """{"cron":"0 0 30 2 *"}""", "cron")]
    [InlineData("PATCH", "schedules/kept", """{"timeZone":"Mars/Olympus"}""", "timeZone")]
    [InlineData("PATCH", "tasks/kept", """{"priority":"soon"}""", "priority")]
    [InlineData("PATCH", "tasks/kept", """{"dueAt":"9999-12-31T00:00:00Z"}""", "dueAt")]
    [InlineData("PATCH", "tasks/kept", """{"executor":"http"}""", "executor")]
    [InlineData("PATCH", "tasks/kept", """{"labels":{"zone":null}}""", "labels.zone")]
    public async Task A_bad_change_leaves_everything_as_it_was(string method, string path, string json, string field)
    {
        using var made = path.StartsWith("tasks", StringComparison.Ordinal)
            ? await gateway.SendAsync(HttpMethod.Post, "tasks", """{"id":"kept","executor":"noop","delay":"1h"}""")
            : await gateway.SendAsync(HttpMethod.Post, "schedules", """{"id":"kept","cron":"0 3 * * *","task":{"executor":"noop"}}""");
        var before = await gateway.AskAsync(HttpMethod.Get, path, null, 200);

        (await gateway.AskAsync(new HttpMethod(method), path, json, 400)).GetProperty("field").GetString().ShouldBe(field);

        (await gateway.AskAsync(HttpMethod.Get, path, null, 200)).GetRawText().ShouldBe(before.GetRawText());
    }

    [Fact]
    public async Task The_shell_that_is_off_names_the_key_that_turns_it_on()
    {
        var problem = await gateway.AskAsync(HttpMethod.Post, "tasks", """{"executor":"shell","payload":{"command":"id"}}""", 400);
        problem.GetProperty("detail").GetString()!.ShouldContain("scheduler.executors.shell.enabled");
    }

    [Fact]
    public async Task A_payload_over_the_limit_is_refused() =>
        await RefusedAsync("tasks", $$$"""{"executor":"noop","payload":{"fail":"{{{new string('x', 300_000)}}}"}}""", 413, "payload");

    [Fact]
    public async Task A_batch_of_10001_tasks_is_refused_whole()
    {
        var tasks = string.Join(',', Enumerable.Repeat("""{"executor":"noop"}""", 10_001));
        await RefusedAsync("tasks/batch", $$"""{"tasks":[{{tasks}}]}""", 400, "tasks");
    }

    [Fact]
    public async Task A_body_of_100_MB_is_refused()
    {
        // A client with that much to send asks first.
        foreach (var path in (string[])["tasks", "tasks/batch", "schedules"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(new byte[100_000_000]) };
            request.Headers.ExpectContinue = true;
            var before = await gateway.CountAsync();
            using var response = await gateway.Http.SendAsync(request);
            ((int)response.StatusCode).ShouldBe(413);
            response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            (await gateway.CountAsync()).ShouldBe(before);
        }
    }

    [Fact]
    public async Task Who_sends_a_body_that_is_too_large_without_asking_can_read_the_answer()
    {
        const int Length = 20_000_000;
        var address = gateway.Http.BaseAddress!;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /api/v1/tasks HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {Length}\r\n\r\n"));
        var piece = new byte[100_000];
        for (var sent = 0; sent < Length; sent += piece.Length) await stream.WriteAsync(piece);

        using var reader = new StreamReader(stream, Encoding.ASCII);
        (await reader.ReadLineAsync()).ShouldStartWith("HTTP/1.1 413 ");
    }

    [Theory]
    [InlineData("tasks", 200)]
    [InlineData("tasks/nowhere", 404)]
    [InlineData("events", 200)]
    [InlineData("/health/live", 200)]
    [InlineData("/metrics", 200)]
    [InlineData("/", 200)]
    [InlineData("tasks/batch/cancel", 405)]
    public async Task HEAD_is_answered_like_GET_without_a_body(string path, int status)
    {
        using var response = await gateway.SendAsync(HttpMethod.Head, path);
        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType.ShouldNotBeNull();
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_fault_of_a_request_is_named_at_once()
    {
        var problem = await gateway.AskAsync(HttpMethod.Post, "tasks", """{"executor":"nope","ttl":"0s","queue":"a b"}""", 400);
        problem.GetProperty("errors").EnumerateArray().Select(fault => fault.GetProperty("field").GetString()).ShouldBe(["queue", "executor", "ttl"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("DELETE", "tasks", "GET, HEAD, POST")]
    [InlineData("PUT", "tasks/some", "GET, HEAD, PATCH")]
    [InlineData("DELETE", "tasks/batch", "POST")]
    [InlineData("GET", "tasks/some/cancel", "POST")]
    [InlineData("POST", "tasks/some/log", "GET, HEAD")]
    [InlineData("POST", "schedules/some", "DELETE, GET, HEAD, PATCH, PUT")]
    [InlineData("GET", "queues/default", "PATCH")]
    [InlineData("PATCH", "stats", "GET, HEAD")]
    [InlineData("POST", "/health/live", "GET, HEAD")]
    [InlineData("POST", "/metrics", "GET, HEAD")]
    [InlineData("DELETE", "/openapi/v1.json", "GET, HEAD")]
    [InlineData("POST", "/", "GET, HEAD")]
    public async Task A_method_that_an_address_does_not_take_is_refused_with_those_that_it_takes(string method, string path, string allowed)
    {
        using var response = await gateway.SendAsync(new HttpMethod(method), path);
        ((int)response.StatusCode).ShouldBe(405);
        string.Join(", ", response.Content.Headers.Allow).ShouldBe(allowed);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync());
        problem.GetProperty("code").GetString().ShouldBe("methodNotAllowed");
        problem.GetProperty("detail").GetString()!.ShouldContain(allowed);
    }

    [Fact]
    public async Task A_task_may_be_called_like_an_address()
    {
        await gateway.AskAsync(HttpMethod.Post, "tasks", """{"id":"batch","executor":"noop"}""", 201);
        (await gateway.AskAsync(HttpMethod.Get, "tasks/batch", null, 200)).GetProperty("id").GetString().ShouldBe("batch");
    }

    [Fact]
    public async Task An_address_that_is_not_there_is_refused() =>
        (await gateway.AskAsync(HttpMethod.Get, "frobnicate", null, 404)).GetProperty("code").GetString().ShouldBe("notFound");

    private async Task<JsonElement> RefusedAsync(string path, string json, int status, string? field)
    {
        var before = await gateway.CountAsync();
        using var response = await gateway.SendAsync(HttpMethod.Post, path, json);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonElement.Parse(Encoding.UTF8.GetBytes(text));
        (problem.TryGetProperty("field", out var named) ? named.GetString() : null).ShouldBe(field, text);
        problem.GetProperty("code").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("type").GetString().ShouldBe($"urn:akka-scheduler:problem:{problem.GetProperty("code").GetString()}");
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        (await gateway.CountAsync()).ShouldBe(before);
        return problem;
    }
}
