using System.Text.Json;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>Tasks that wait for others, over HTTP.</summary>
public sealed class DependencyInterfaceTests(ServedNode node) : IClassFixture<ServedNode>
{
    [Fact]
    public async Task A_batch_makes_a_graph_in_any_order_and_it_runs_to_its_end()
    {
        var reply = await node.AskAsync(HttpMethod.Post, "tasks/batch", """
            {"tasks":[{"id":"g-4","executor":"noop","dependsOn":["g-2","g-3"]},{"id":"g-3","executor":"noop","dependsOn":["g-1"]},
                      {"id":"g-2","executor":"noop","dependsOn":["g-1"]},{"id":"g-1","executor":"noop"}]}
            """, 200);
        reply.GetProperty("items").EnumerateArray().Select(item => Text(item, "outcome")).ShouldBe(["created", "created", "created", "created"]);

        var last = await node.AskAsync(HttpMethod.Post, "tasks?wait=30s", """{"id":"g-5","executor":"noop","dependsOn":["g-4"]}""", 201);

        Text(last, "status").ShouldBe("succeeded");
        last.GetProperty("dependsOn").EnumerateArray().Single().GetString().ShouldBe("g-4");
        Text(last, "onDependencyFailure").ShouldBe("fail");
        var events = (await node.AskAsync(HttpMethod.Get, "tasks/g-4/events", null, 200)).GetProperty("items").EnumerateArray().ToList();
        events.Select(each => Text(each, "type")).ShouldContain("dependencySettled");
        events.Last(each => Text(each, "type") == "dependencySettled").GetProperty("detail").GetString()!.ShouldEndWith("; 0 left");
    }

    [Fact]
    public async Task A_chain_in_one_batch_has_at_most_100_tasks()
    {
        var tasks = Enumerable.Range(1, 101).Select(i => i == 1 ? """{"id":"link-1","executor":"noop"}""" : $$"""{"id":"link-{{i}}","executor":"noop","dependsOn":["link-{{i - 1}}"]}""");

        var items = (await node.AskAsync(HttpMethod.Post, "tasks/batch", $$"""{"tasks":[{{string.Join(',', tasks)}}]}""", 200)).GetProperty("items").EnumerateArray().ToList();

        items.Take(100).ShouldAllBe(item => Text(item, "outcome") == "created");
        Text(items[100], "outcome").ShouldBe("rejected");
        Text(items[100].GetProperty("error"), "field").ShouldBe("tasks[100].dependsOn");
    }

    [Fact]
    public async Task A_task_that_waits_says_for_which_and_how_they_stand_and_they_say_who_waits()
    {
        await node.AskAsync(HttpMethod.Post, "tasks", """{"id":"far","executor":"noop","delay":"1h"}""", 201);
        await node.AskAsync(HttpMethod.Post, "tasks?wait=30s", """{"id":"near","executor":"noop"}""", 201);
        await node.AskAsync(HttpMethod.Post, "tasks", """{"id":"waits","executor":"noop","dependsOn":["far","near"]}""", 201);
        await UntilAsync("far", explained => explained.GetProperty("children").EnumerateArray().Select(child => child.GetString()).SequenceEqual(["waits"]));
        var explained = await UntilAsync("waits", each => each.GetProperty("causes")[0].GetProperty("facts").GetProperty("left").GetString() == "1");

        var cause = explained.GetProperty("causes")[0];
        Text(explained, "status").ShouldBe("pending");
        Text(cause, "code").ShouldBe("waitingForDependency");
        Text(cause, "message").ShouldBe("It waits for 1 of 2 tasks that it depends on: far is pending.");
        Text(cause.GetProperty("facts"), "waitsFor").ShouldBe("far");

        await node.AskAsync(HttpMethod.Post, "tasks/far/cancel", null, 200);
        var ended = await EndedAsync("waits");
        (Text(ended, "status"), Text(ended, "reason"), Text(ended, "error")).ShouldBe(("failed", "dependencyFailed", "task 'far', on which it depends, is cancelled"));
    }

    [Fact]
    public async Task The_tasks_that_wait_or_waited_for_one_are_listed()
    {
        await node.AskAsync(HttpMethod.Post, "tasks?wait=30s", """{"id":"root-1","executor":"noop"}""", 201);
        await node.AskAsync(HttpMethod.Post, "tasks?wait=30s", """{"id":"leaf-1","executor":"noop","dependsOn":["root-1"]}""", 201);
        await node.AskAsync(HttpMethod.Post, "tasks", """{"id":"root-2","executor":"noop","delay":"1h"}""", 201);
        await node.AskAsync(HttpMethod.Post, "tasks", """{"id":"leaf-2","executor":"noop","dependsOn":["root-1","root-2"]}""", 201);

        (await IdsAsync("tasks?dependsOn=root-1")).ShouldBe(["leaf-2", "leaf-1"]);
        (await IdsAsync("tasks?dependsOn=root-1&status=succeeded")).ShouldBe(["leaf-1"]);
        (await IdsAsync("tasks?dependsOn=root-2")).ShouldBe(["leaf-2"]);
        (await IdsAsync("tasks?dependsOn=nowhere")).ShouldBeEmpty();
        Text(await node.AskAsync(HttpMethod.Get, "tasks?dependsOn=a%00", null, 400), "field").ShouldBe("dependsOn");
    }

    private async Task<IEnumerable<string?>> IdsAsync(string path) =>
        (await node.AskAsync(HttpMethod.Get, path, null, 200)).GetProperty("items").EnumerateArray().Select(item => Text(item, "id"));

    [Fact]
    public async Task In_a_batch_a_ring_is_refused_by_its_path_with_all_that_waits_for_it_and_the_rest_is_made()
    {
        var reply = await node.AskAsync(HttpMethod.Post, "tasks/batch", """
            {"tasks":[{"id":"r-1","executor":"noop","dependsOn":["r-2"]},{"id":"r-2","executor":"noop","dependsOn":["r-1"]},{"id":"r-3","executor":"noop"},
                      {"id":"r-4","executor":"noop","dependsOn":["r-2"]},{"id":"r-5","executor":"noop","dependsOn":["nowhere"]},{"id":"r-6","executor":"noop","dependsOn":["r-3","r-5"]}]}
            """, 200);

        var items = reply.GetProperty("items").EnumerateArray().ToList();
        items.Select(item => Text(item, "outcome")).ShouldBe(["rejected", "rejected", "created", "rejected", "rejected", "rejected"]);
        Text(items[0].GetProperty("error"), "code").ShouldBe("cycle");
        Text(items[0].GetProperty("error"), "detail")!.ShouldContain("r-1 -> r-2 -> r-1");
        (Text(items[4].GetProperty("error"), "code"), Text(items[4].GetProperty("error"), "field")).ShouldBe(("unknownDependency", "tasks[4].dependsOn[0]"));
        Text(items[5].GetProperty("error"), "field").ShouldBe("tasks[5].dependsOn[1]");
        await node.AskAsync(HttpMethod.Get, "tasks/r-6", null, 404);
    }

    private async Task<JsonElement> UntilAsync(string id, Func<JsonElement, bool> holds)
    {
        while (true)
        {
            var explained = await node.AskAsync(HttpMethod.Get, $"tasks/{id}/explain", null, 200);
            if (holds(explained)) return explained;
            await Task.Yield();
        }
    }

    private async Task<JsonElement> EndedAsync(string id)
    {
        while (true)
        {
            var task = await node.AskAsync(HttpMethod.Get, $"tasks/{id}", null, 200);
            if (task.TryGetProperty("finishedAt", out var at) && at.ValueKind != JsonValueKind.Null) return task;
            await Task.Yield();
        }
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
