using System.Text.Json;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>Tasks that are split into parts, over HTTP.</summary>
public sealed class FanOutInterfaceTests(ServedNode node) : IClassFixture<ServedNode>
{
    [Fact]
    public async Task A_task_is_run_as_parts_that_know_their_number_and_gathered()
    {
        var whole = await node.AskAsync(HttpMethod.Post, "tasks?wait=60s", """{"id":"fan","executor":"noop","fanOut":{"parts":25}}""", 201);

        Text(whole, "status").ShouldBe("succeeded");
        var parts = whole.GetProperty("parts");
        (parts.GetProperty("total").GetInt32(), parts.GetProperty("succeeded").GetInt32(), parts.GetProperty("open").GetInt32(), parts.GetProperty("failed").GetInt32()).ShouldBe((25, 25, 0, 0));
        whole.TryGetProperty("dependsOn", out _).ShouldBeFalse();
        var first = await node.AskAsync(HttpMethod.Get, "tasks/fan/parts?limit=20", null, 200);
        var second = await node.AskAsync(HttpMethod.Get, $"tasks/fan/parts?limit=20&cursor={Text(first, "nextCursor")}", null, 200);
        second.TryGetProperty("nextCursor", out _).ShouldBeFalse();
        var all = first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(part => part.GetProperty("part")).ToList();
        all.Select(part => part.GetProperty("index").GetInt32()).ShouldBe(Enumerable.Range(0, 25));
        all.ShouldAllBe(part => Text(part, "of") == "fan" && part.GetProperty("count").GetInt32() == 25);
        Text(await node.AskAsync(HttpMethod.Get, "tasks/fan.24", null, 200), "status").ShouldBe("succeeded");
        await node.AskAsync(HttpMethod.Get, "tasks/fan.25", null, 404);
        await node.AskAsync(HttpMethod.Get, "tasks/fan.0/parts", null, 404);
    }

    [Theory]
    [InlineData("fail", "failed", 0)]
    [InlineData("run", "succeeded", 1)]
    public async Task Failed_parts_end_it_or_let_it_reduce(string policy, string status, int attempts)
    {
        var whole = await node.AskAsync(HttpMethod.Post, "tasks?wait=60s", $$"""
            {"id":"parts-{{policy}}","executor":"noop","payload":{"fail":"boom"},"retry":{"maxRetries":0},
             "fanOut":{"parts":3,"onPartFailure":"{{policy}}","reduce":{"executor":"noop","name":"sum"} } }
            """, 201);

        (Text(whole, "status"), Text(whole, "name"), whole.GetProperty("attempt").GetInt32()).ShouldBe((status, "sum", attempts));
    }

    [Fact]
    public async Task To_cancel_it_cancels_its_parts_and_it_shows_how_far_they_are()
    {
        var made = await node.AskAsync(HttpMethod.Post, "tasks", """{"id":"stop","executor":"noop","delay":"1h","fanOut":{"parts":3}}""", 201);
        (Text(made, "status"), made.GetProperty("parts").GetProperty("open").GetInt32()).ShouldBe(("pending", 3));

        await node.AskAsync(HttpMethod.Post, "tasks/stop/cancel", null, 200);

        var parts = await node.AskAsync(HttpMethod.Get, "tasks/stop/parts", null, 200);
        parts.GetProperty("items").EnumerateArray().Select(part => Text(part, "status")).ShouldBe(["cancelled", "cancelled", "cancelled"]);
    }

    [Fact]
    public async Task A_broadcast_runs_once_on_each_worker_by_its_name()
    {
        var whole = await node.AskAsync(HttpMethod.Post, "tasks?wait=60s", """{"id":"all","executor":"noop","broadcast":{"requires":{"node":"node-1"}}}""", 201);

        (Text(whole, "status"), whole.GetProperty("parts").GetProperty("total").GetInt32()).ShouldBe(("succeeded", 1));
        var part = await node.AskAsync(HttpMethod.Get, "tasks/all.0", null, 200);
        (Text(part, "workerId"), Text(part.GetProperty("requires"), "node"), Text(part, "ttl")).ShouldBe(("node-1", "node-1", "5m"));
    }

    [Theory]
    [InlineData("""{"executor":"noop","fanOut":{"parts":0}}""", "fanOut.parts")]
    [InlineData("""{"executor":"noop","fanOut":{"parts":10001}}""", "fanOut.parts")]
    [InlineData("""{"executor":"noop","fanOut":{"parts":2,"reduce":{"executor":"nope"}}}""", "fanOut.reduce.executor")]
    [InlineData("""{"executor":"noop","fanOut":{"parts":2},"broadcast":{}}""", "broadcast")]
    [InlineData("""{"executor":"noop","broadcast":{"requires":{"zone":"nowhere"}}}""", "broadcast.requires")]
    public async Task Bad_input_names_its_field_and_makes_nothing(string body, string field)
    {
        var before = await node.CountAsync();
        Text(await node.AskAsync(HttpMethod.Post, "tasks", body, 400), "field").ShouldBe(field);
        (await node.CountAsync()).ShouldBe(before);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
