using System.Text.Json;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>Fairness keys as callers of the HTTP interface give and feel them.</summary>
public sealed class FairnessTests : IAsyncLifetime
{
    private ServedNode _node = null!;

    public async Task InitializeAsync() => _node = await ServedNode.StartAsync(options => options with { Worker = options.Worker with { Capacity = 1 } });

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task Ten_tasks_of_one_tenant_are_done_before_half_of_the_thousand_that_another_one_submitted_before()
    {
        await _node.AskAsync(HttpMethod.Post, "queues/shared/pause", null, 200);
        await SubmitAsync("a", 1_000);
        await SubmitAsync("b", 10);
        await _node.AskAsync(HttpMethod.Post, "queues/shared/resume", null, 200);

        var last = DateTimeOffset.MinValue;
        for (var i = 0; i < 10; i++)
        {
            // To submit an id again makes nothing, and waits for the end of what is there.
            var done = await _node.AskAsync(HttpMethod.Post, "tasks?wait=60s", Task("b", i), 200);
            (done.GetProperty("status").GetString(), done.GetProperty("fairnessKey").GetString()).ShouldBe(("succeeded", "b"));
            var at = done.GetProperty("finishedAt").GetDateTimeOffset();
            last = at > last ? at : last;
        }

        var listed = await _node.AskAsync(HttpMethod.Get, "tasks?status=succeeded&name=a&limit=1000", null, 200);
        listed.GetProperty("items").EnumerateArray().Count(task => task.GetProperty("finishedAt").GetDateTimeOffset() <= last).ShouldBeLessThan(500);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"a\\u0000b\"")]
    [InlineData("7")]
    public async Task A_key_that_is_none_is_refused(string key)
    {
        var problem = await _node.AskAsync(HttpMethod.Post, "tasks", $$"""{"id":"bad","executor":"noop","fairnessKey":{{key}}}""", 400);
        problem.GetProperty("field").GetString().ShouldBe("fairnessKey");
        await _node.AskAsync(HttpMethod.Get, "tasks/bad", null, 404);
    }

    [Fact]
    public async Task A_key_may_have_200_characters_and_no_more()
    {
        await _node.AskAsync(HttpMethod.Post, "tasks", $$"""{"executor":"noop","fairnessKey":"{{new string('k', 200)}}"}""", 201);
        await _node.AskAsync(HttpMethod.Post, "tasks", $$"""{"executor":"noop","fairnessKey":"{{new string('k', 201)}}"}""", 400);
    }

    private async Task SubmitAsync(string tenant, int count) =>
        await _node.AskAsync(HttpMethod.Post, "tasks/batch", $$"""{"tasks":[{{string.Join(',', Enumerable.Range(0, count).Select(i => Task(tenant, i)))}}]}""", 200);

    private static string Task(string tenant, int number) => JsonSerializer.Serialize(
        new { id = $"{tenant}-{number}", name = tenant, executor = "noop", queue = "shared", fairnessKey = tenant });
}
