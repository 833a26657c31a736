using System.Text.Json;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>Queues as callers of the HTTP interface see and change them.</summary>
public sealed class QueueInterfaceTests(ServedNode node) : IClassFixture<ServedNode>
{
    [Fact]
    public async Task A_paused_queue_holds_its_tasks_and_a_resumed_one_runs_them()
    {
        var paused = await node.AskAsync(HttpMethod.Post, "queues/held/pause", """{"reason":"disk full"}""", 200);
        Text(paused, "pausedReason").ShouldBe("disk full");
        Text(paused, "pausedBy").ShouldBe("loopback");
        await node.AskAsync(HttpMethod.Post, "tasks", """{"id":"held","executor":"noop","queue":"held"}""", 201);
        var other = await node.AskAsync(HttpMethod.Post, "tasks?wait=20s", """{"executor":"noop","queue":"free"}""", 201);
        Text(other, "status").ShouldBe("succeeded");

        Text(await node.AskAsync(HttpMethod.Get, "tasks/held", null, 200), "status").ShouldBe("queued");
        var cause = (await node.AskAsync(HttpMethod.Get, "tasks/held/explain", null, 200)).GetProperty("causes")[0];
        Text(cause, "code").ShouldBe("queuePaused");
        Text(cause, "message").ShouldBe($"queue held paused by loopback at {Text(paused, "pausedAt")}: disk full");

        var resumed = await node.AskAsync(HttpMethod.Post, "queues/held/resume", null, 200);
        resumed.GetProperty("paused").GetBoolean().ShouldBeFalse();
        resumed.TryGetProperty("pausedBy", out _).ShouldBeFalse();
        Text(await node.AskAsync(HttpMethod.Post, "tasks?wait=20s", """{"executor":"noop","queue":"held"}""", 201), "status").ShouldBe("succeeded");
    }

    [Fact]
    public async Task Limits_are_kept_and_0_takes_one_away()
    {
        await node.AskAsync(HttpMethod.Patch, "queues/limited", """{"maxConcurrency":3,"ratePerSecond":2.5}""", 200);
        var changed = await node.AskAsync(HttpMethod.Patch, "queues/limited", """{"maxConcurrency":0}""", 200);
        changed.TryGetProperty("maxConcurrency", out _).ShouldBeFalse();

        var listed = (await node.AskAsync(HttpMethod.Get, "queues", null, 200)).GetProperty("items").EnumerateArray().Single(queue => Text(queue, "name") == "limited");
        listed.GetProperty("ratePerSecond").GetDouble().ShouldBe(2.5);
        (listed.GetProperty("queued").GetInt64(), listed.GetProperty("paused").GetBoolean()).ShouldBe((0, false));
        await node.AskAsync(HttpMethod.Patch, "queues/limited", """{"ratePerSecond":0}""", 200);
    }

    [Theory]
    [InlineData("PATCH", "queues/bad", "{}", "")]
    [InlineData("PATCH", "queues/bad", """{"maxConcurrency":-1}""", "maxConcurrency")]
    [InlineData("PATCH", "queues/bad", """{"ratePerSecond":-0.5}""", "ratePerSecond")]
    [InlineData("PATCH", "queues/bad", """{"ratePerSecond":1e-9}""", "ratePerSecond")]
    [InlineData("PATCH", "queues/bad", """{"maxConcurrency":"three"}""", "maxConcurrency")]
    [InlineData("PATCH", "queues/bad", """{"paused":true}""", "paused")]
    [InlineData("PATCH", "queues/b%20d", """{"maxConcurrency":1}""", "name")]
    [InlineData("POST", "queues/b%20d/pause", null, "name")]
    [InlineData("POST", "queues/b%20d/resume", null, "name")]
    [InlineData("POST", "queues/bad/pause", """{"reason":"a\u0000b"}""", "reason")]
    public async Task Bad_input_names_its_field_and_changes_nothing(string method, string path, string? body, string field)
    {
        var problem = await node.AskAsync(new(method), path, body, 400);

        if (field.Length > 0) Text(problem, "field").ShouldBe(field);
        (await node.AskAsync(HttpMethod.Get, "queues", null, 200)).GetProperty("items").EnumerateArray().Select(queue => Text(queue, "name")).ShouldNotContain("bad");
    }

    private static string? Text(JsonElement from, string member) => from.GetProperty(member).GetString();
}
