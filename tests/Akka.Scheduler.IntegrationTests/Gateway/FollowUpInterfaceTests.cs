using System.Text.Json;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>Tasks that follow a task or a batch, over HTTP.</summary>
public sealed class FollowUpInterfaceTests(ServedNode node) : IClassFixture<ServedNode>
{
    [Theory]
    [InlineData("""{}""", "succeeded", "succeeded", "cancelled")]
    [InlineData("""{"fail":"boom"}""", "failed", "cancelled", "succeeded")]
    public async Task What_follows_a_task_runs_as_that_one_ended(string payload, string end, string onSuccess, string onFailure)
    {
        var id = $"main-{end}";
        var main = await node.AskAsync(HttpMethod.Post, "tasks?wait=30s", $$$"""
            {"id":"{{{id}}}","executor":"noop","payload":{{{payload}}},"retry":{"maxRetries":0},
             "onSuccess":{"executor":"noop"},"onFailure":{"executor":"noop"},"onFinish":{"executor":"noop"}}
            """, 201);

        Text(main, "status").ShouldBe(end);
        (await EndedAsync($"{id}.onFinish")).ShouldBe(("succeeded", null));
        (await EndedAsync($"{id}.onSuccess")).ShouldBe((onSuccess, onSuccess == "cancelled" ? "notNeeded" : null));
        (await EndedAsync($"{id}.onFailure")).ShouldBe((onFailure, onFailure == "cancelled" ? "notNeeded" : null));
    }

    [Fact]
    public async Task A_task_comes_after_a_batch_and_counts_how_far_that_is()
    {
        var reply = await node.AskAsync(HttpMethod.Post, "tasks/batch", """
            {"tasks":[{"id":"b-1","executor":"noop"},{"id":"b-2","executor":"noop","delay":"1h","onFailure":{"executor":"noop"}},
                      {"id":"b-3","executor":"noop","payload":{"fail":"boom"},"retry":{"maxRetries":0}},{"executor":"nope"}],
             "then":{"id":"all-b","executor":"noop"}}
            """, 200);
        Text(reply, "batchId").ShouldBe("all-b");
        Text(reply.GetProperty("then"), "outcome").ShouldBe("created");
        reply.GetProperty("items").EnumerateArray().Select(item => Text(item, "outcome")).ShouldBe(["created", "created", "created", "rejected"]);

        var half = await UntilAsync("all-b", batch => batch.GetProperty("open").GetInt32() == 1);
        (half.GetProperty("total").GetInt32(), half.GetProperty("succeeded").GetInt32(), half.GetProperty("failed").GetInt32()).ShouldBe((3, 1, 1));
        Text(half, "then").ShouldBe("pending");
        half.GetProperty("progress").GetDouble().ShouldBe(2 / 3.0);

        await node.AskAsync(HttpMethod.Post, "tasks/b-2/cancel", null, 200);
        (await EndedAsync("all-b")).ShouldBe(("succeeded", null));
        (await EndedAsync("b-2.onFailure")).ShouldBe(("succeeded", null));
        var whole = await node.AskAsync(HttpMethod.Get, "batches/all-b", null, 200);
        (whole.GetProperty("cancelled").GetInt32(), whole.GetProperty("open").GetInt32(), Text(whole, "then")).ShouldBe((1, 0, "succeeded"));
        await node.AskAsync(HttpMethod.Get, "batches/b-1", null, 404);
    }

    [Theory]
    [InlineData("tasks", """{"executor":"noop","onSuccess":{"executor":"nope"}}""", "onSuccess.executor")]
    [InlineData("tasks", """{"executor":"noop","onFinish":{"executor":"noop","dependsOn":["x"]}}""", "onFinish.dependsOn")]
    [InlineData("tasks", """{"executor":"noop","onFailure":{"executor":"noop","id":"x"}}""", "onFailure.id")]
    [InlineData("tasks/batch", """{"tasks":[],"then":{"executor":"nope"}}""", "then.executor")]
    [InlineData("tasks/batch", """{"tasks":[],"then":{"executor":"noop","dependsOn":["x"]}}""", "then.dependsOn")]
    [InlineData("tasks/batch", """{"tasks":[{"executor":"noop"}],"then":{"executor":"noop","onFinish":{"executor":"noop"}}}""", "then.onSuccess")]
    public async Task Bad_input_names_its_field_and_makes_nothing(string path, string body, string field)
    {
        var before = await node.CountAsync();
        Text(await node.AskAsync(HttpMethod.Post, path, body, 400), "field").ShouldBe(field);
        (await node.CountAsync()).ShouldBe(before);
    }

    private async Task<JsonElement> UntilAsync(string batch, Func<JsonElement, bool> holds)
    {
        while (true)
        {
            var view = await node.AskAsync(HttpMethod.Get, $"batches/{batch}", null, 200);
            if (holds(view)) return view;
            await Task.Yield();
        }
    }

    private async Task<(string? Status, string? Reason)> EndedAsync(string id)
    {
        while (true)
        {
            var task = await node.AskAsync(HttpMethod.Get, $"tasks/{id}", null, 200);
            if (task.TryGetProperty("finishedAt", out var at) && at.ValueKind != JsonValueKind.Null)
                return (Text(task, "status"), task.TryGetProperty("reason", out var reason) ? reason.GetString() : null);
            await Task.Yield();
        }
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
