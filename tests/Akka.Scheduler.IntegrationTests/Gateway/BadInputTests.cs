using System.Text;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>Bad input is refused with a problem that names the field, and changes nothing.</summary>
public class BadInputTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
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
    [InlineData("""{"executor":"noop","name":"a\u0000b"}""", "name")]
    [InlineData("""{"executor":"noop","queue":"a b"}""", "queue")]
    [InlineData("""{"executor":"noop","priority":"soon"}""", "priority")]
    [InlineData("""{"executor":"noop","labels":{"k":"a\u0000b"}}""", "labels.k")]
    [InlineData("""{"executor":"noop","retry":{"maxRetries":-1}}""", "retry.maxRetries")]
    [InlineData("""{"executor":"noop","retry":{"jitter":2}}""", "retry.jitter")]
    [InlineData("""{"executor":"noop","payload":{"what":1}}""", "payload.what")]
    [InlineData("""{"executor":"http","payload":{"method":"GET"}}""", "payload.url")]
    public async Task A_bad_task_is_refused_by_its_field(string json, string field) => await RefusedAsync("tasks", json, 400, field);

    [Theory]
    [InlineData("dependsOn", """["a"]""")]
    [InlineData("uniqueKey", "\"k\"")]
    [InlineData("concurrencyKey", "\"k\"")]
    public async Task A_field_of_a_later_release_is_answered_501(string field, string value) =>
        await RefusedAsync("tasks", $$$"""{"executor":"noop","{{{field}}}":{{{value}}}}""", 501, field);

    [Theory]
    [InlineData("""{"id":"s","cron":"61 * * * *","task":{"executor":"noop"}}""", "cron")]
    [InlineData("""{"id":"s","cron":"0 0 30 2 *","task":{"executor":"noop"}}""", "cron")]
    [InlineData("""{"id":"s","cron":"* * * * *","timeZone":"Mars/Olympus","task":{"executor":"noop"}}""", "timeZone")]
    [InlineData("""{"id":"s","task":{"executor":"noop"}}""", "cron")]
    [InlineData("""{"id":"s","cron":"* * * * *","every":"5s","task":{"executor":"noop"}}""", "cron")]
    [InlineData("""{"id":"s","every":"1ms","task":{"executor":"noop"}}""", "every")]
    [InlineData("""{"cron":"* * * * *","task":{"executor":"noop"}}""", "id")]
    [InlineData("""{"id":"a@b","cron":"* * * * *","task":{"executor":"noop"}}""", "id")]
    [InlineData("""{"id":"s","cron":"* * * * *","maxRuns":0,"task":{"executor":"noop"}}""", "maxRuns")]
    [InlineData("""{"id":"s","cron":"* * * * *","task":{"executor":"nope"}}""", "task.executor")]
    public async Task A_bad_schedule_is_refused_by_its_field(string json, string field)
    {
        await RefusedAsync("schedules", json, 400, field);
        (await gateway.AskAsync(HttpMethod.Get, "schedules", null, 200)).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("tasks?limit=0", "limit")]
    [InlineData("tasks?status=odd", "status")]
    [InlineData("tasks?from=yesterday", "from")]
    [InlineData("tasks?label=x", "label")]
    [InlineData("tasks?cursor=zzz", "cursor")]
    public async Task A_bad_query_is_refused_by_its_parameter(string path, string field) =>
        (await gateway.AskAsync(HttpMethod.Get, path, null, 400)).GetProperty("field").GetString().ShouldBe(field);

    [Fact]
    public async Task Malformed_JSON_is_refused() =>
        (await gateway.AskAsync(HttpMethod.Post, "tasks", """{"executor":""", 400)).GetProperty("code").GetString().ShouldBe("unreadable");

    [Fact]
    public async Task The_shell_that_is_off_names_the_key_that_turns_it_on()
    {
        var problem = await gateway.AskAsync(HttpMethod.Post, "tasks", """{"executor":"shell","payload":{"command":"id"}}""", 400);
        problem.GetProperty("detail").GetString()!.ShouldContain("scheduler.executors.shell.enabled");
    }

    [Fact]
    public async Task A_payload_over_the_limit_is_refused() =>
        await RefusedAsync("tasks", $$$"""{"executor":"noop","payload":{"fail":"{{{new string('x', 300_000)}}}"}}""", 400, "payload");

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
        using var request = new HttpRequestMessage(HttpMethod.Post, "tasks") { Content = new ByteArrayContent(new byte[100_000_000]) };
        request.Headers.ExpectContinue = true;
        using var response = await gateway.Http.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(413);
    }

    [Fact]
    public async Task Every_fault_of_a_request_is_named_at_once()
    {
        var problem = await gateway.AskAsync(HttpMethod.Post, "tasks", """{"executor":"nope","ttl":"0s","queue":"a b"}""", 400);
        problem.GetProperty("errors").EnumerateArray().Select(fault => fault.GetProperty("field").GetString()).ShouldBe(["queue", "executor", "ttl"], ignoreOrder: true);
    }

    private async Task RefusedAsync(string path, string json, int status, string field)
    {
        var before = await gateway.CountAsync();
        using var response = await gateway.SendAsync(HttpMethod.Post, path, json);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonElement.Parse(Encoding.UTF8.GetBytes(text));
        problem.GetProperty("field").GetString().ShouldBe(field, text);
        problem.GetProperty("code").GetString().ShouldNotBeNullOrEmpty();
        (await gateway.CountAsync()).ShouldBe(before);
    }
}
