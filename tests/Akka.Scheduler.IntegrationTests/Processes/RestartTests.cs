using System.Text;
using System.Text.Json;
using Akka.Scheduler.TestKit.PostgreSql;
using Akka.Scheduler.TestKit.Processes;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Processes;

/// <summary>A node that is killed and started again owes its tasks the same at the same instants.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task Deadlines_survive_a_restart_on_SQLite()
    {
        await using var node = await NodeProcess.StartAsync();
        await KeepsDeadlinesAsync(node);
    }

    [Fact]
    public async Task Deadlines_survive_a_restart_on_PostgreSQL()
    {
        var server = await PostgresServer.SharedAsync();
        var database = await server.CreateDatabaseAsync();
        await using var node = await NodeProcess.StartAsync("scheduler.store.provider=postgresql", $"scheduler.store.connection-string={database}");
        await KeepsDeadlinesAsync(node);
    }

    private static async Task KeepsDeadlinesAsync(NodeProcess node)
    {
        string[] tasks =
        [
            """{"id":"retry","executor":"noop","payload":{"fail":"no"},"retry":{"kind":"fixed","delay":"10007ms","maxRetries":1}}""",
            """{"id":"later","executor":"noop","payload":{"fail":"no"},"retry":{"kind":"fixed","delay":"3600013ms","maxDelay":"2h","maxRetries":1}}""",
            """{"id":"due","executor":"noop","delay":"10003ms"}""",
            """{"id":"ttl","executor":"noop","requires":{"no":"worker"},"ttl":"10009ms"}""",
            """{"id":"total","executor":"noop","requires":{"no":"worker"},"totalTimeout":"10011ms"}""",
        ];
        using var http = new HttpClient();
        foreach (var task in tasks)
        {
            using var answer = await http.PostAsync(new Uri(node.Http, "/api/v1/tasks"), new StringContent(task, Encoding.UTF8, "application/json"));
            ((int)answer.StatusCode).ShouldBe(201);
        }

        await UntilAsync(http, node, "retry", "retrying");
        await UntilAsync(http, node, "later", "retrying");
        var (owed, later) = (await NextStartAsync(http, node, "retry"), await NextStartAsync(http, node, "later"));
        var before = await DueAsync(http, node);

        await node.KillAsync();
        await node.RestartAsync();

        (await DueAsync(http, node)).ShouldBe(before);
        (await NextStartAsync(http, node, "later")).ShouldBe(later);
        later.ShouldBe((await StepAsync(http, node, "later", "retryScheduled")).AddMilliseconds(3_600_013));
        await UntilAsync(http, node, "retry", "failed");
        (await StepAsync(http, node, "retry", "started")).ShouldBeGreaterThanOrEqualTo(owed);
        await UntilAsync(http, node, "due", "succeeded");
        (await StepAsync(http, node, "due", "started")).ShouldBeGreaterThanOrEqualTo(before["due"]);
        await UntilAsync(http, node, "ttl", "expired");
        (await StepAsync(http, node, "ttl", "expired")).ShouldBeGreaterThanOrEqualTo(before["ttl"].AddMilliseconds(10_009));
        await UntilAsync(http, node, "total", "failed");
        (await StepAsync(http, node, "total", "failed")).ShouldBeGreaterThanOrEqualTo(before["total"].AddMilliseconds(10_011));
        Instant(await ReadAsync(http, node, "tasks/total"), "deadline").ShouldBe(before["total"].AddMilliseconds(10_011));
    }

    private static async Task<DateTimeOffset> NextStartAsync(HttpClient http, NodeProcess node, string id) =>
        Instant((await ReadAsync(http, node, $"tasks/{id}/explain")).GetProperty("causes")[0].GetProperty("facts"), "at");

    private static async Task<Dictionary<string, DateTimeOffset>> DueAsync(HttpClient http, NodeProcess node)
    {
        var due = new Dictionary<string, DateTimeOffset>();
        foreach (var id in (string[])["retry", "due", "ttl", "total"]) due.Add(id, Instant(await ReadAsync(http, node, $"tasks/{id}"), "dueAt"));
        return due;
    }

    // When the last step of a kind was decided.
    private static async Task<DateTimeOffset> StepAsync(HttpClient http, NodeProcess node, string id, string type)
    {
        var steps = (await ReadAsync(http, node, $"tasks/{id}/events")).GetProperty("items").EnumerateArray();
        return Instant(steps.Last(step => step.GetProperty("type").GetString() == type), "at");
    }

    private static async Task UntilAsync(HttpClient http, NodeProcess node, string id, string status)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while ((await ReadAsync(http, node, $"tasks/{id}")).GetProperty("status").GetString() != status) await Task.Delay(TimeSpan.FromMilliseconds(50), stop.Token);
    }

    private static async Task<JsonElement> ReadAsync(HttpClient http, NodeProcess node, string path) =>
        JsonElement.Parse(await http.GetStringAsync(new Uri(node.Http, $"/api/v1/{path}")));

    private static DateTimeOffset Instant(JsonElement of, string name) => of.GetProperty(name).GetDateTimeOffset();
}
