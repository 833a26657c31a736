using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>Workers as callers of the HTTP interface see and change them.</summary>
public sealed class WorkerInterfaceTests : IAsyncLifetime
{
    private ServedNode _node = null!;

    public async Task InitializeAsync() => _node = await ServedNode.StartAsync(
        options => options with { Worker = options.Worker with { Labels = new Dictionary<string, string> { ["disk"] = "ssd" } } });

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task Capacity_and_weight_change_while_the_worker_runs()
    {
        var changed = await _node.AskAsync(HttpMethod.Patch, "workers/node-1", """{"capacity":7,"weight":3}""", 200);
        (changed.GetProperty("capacity").GetInt32(), changed.GetProperty("weight").GetInt32()).ShouldBe((7, 3));
        var listed = (await _node.AskAsync(HttpMethod.Get, "workers", null, 200)).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        (listed.GetProperty("capacity").GetInt32(), listed.GetProperty("state").GetString()).ShouldBe((7, "active"));
        listed.GetProperty("labels").GetProperty("disk").GetString().ShouldBe("ssd");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"capacity":-1}""")]
    [InlineData("""{"weight":0}""")]
    public async Task A_change_that_makes_no_sense_is_refused(string body) => await _node.AskAsync(HttpMethod.Patch, "workers/node-1", body, 400);

    [Fact]
    public async Task A_worker_that_is_not_there_is_not_found() => await _node.AskAsync(HttpMethod.Post, "workers/other/drain", null, 404);

    [Fact]
    public async Task A_drained_worker_takes_no_work_until_it_is_resumed_and_tasks_wait_with_a_reason()
    {
        (await _node.AskAsync(HttpMethod.Post, "workers/node-1/drain", null, 200)).GetProperty("state").GetString().ShouldBe("draining");
        await _node.AskAsync(HttpMethod.Post, "tasks", """{"executor":"noop","id":"waits"}""", 201);
        var explained = await _node.AskAsync(HttpMethod.Get, "tasks/waits/explain", null, 200);
        explained.GetProperty("causes")[0].GetProperty("code").GetString().ShouldBe("draining");

        (await _node.AskAsync(HttpMethod.Patch, "workers/node-1", """{"draining":false}""", 200)).GetProperty("state").GetString().ShouldBe("active");
        (await _node.AskAsync(HttpMethod.Get, "tasks/waits?wait=20s", null, 200)).GetProperty("status").GetString().ShouldBe("succeeded");
        (await _node.AskAsync(HttpMethod.Patch, "workers/node-1", """{"draining":true}""", 200)).GetProperty("state").GetString().ShouldBe("draining");
    }

    [Fact]
    public async Task A_task_is_not_said_to_wait_behind_others_where_no_worker_has_a_slot()
    {
        await _node.AskAsync(HttpMethod.Patch, "workers/node-1", """{"capacity":0}""", 200);
        await _node.AskAsync(HttpMethod.Post, "tasks", """{"executor":"noop","id":"slotless"}""", 201);
        (await _node.AskAsync(HttpMethod.Get, "tasks/slotless/explain", null, 200)).GetProperty("summary").GetString()
            .ShouldBe("It is due, and no worker that could run it has any slot: their capacity is 0.");
    }

    [Fact]
    public async Task A_retry_whose_time_has_come_is_not_said_to_wait_for_that_time()
    {
        await _node.AskAsync(HttpMethod.Post, "tasks", """{"executor":"noop","id":"again","payload":{"fail":"no"},"retry":{"kind":"fixed","delay":"300ms","maxRetries":1000}}""", 201);
        await _node.UntilAsync("again", "retrying");
        await _node.AskAsync(HttpMethod.Post, "workers/node-1/drain", null, 200);

        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await CauseAsync("again") != "draining") await Task.Delay(TimeSpan.FromMilliseconds(20), stop.Token);
        (await _node.AskAsync(HttpMethod.Get, "tasks/again", null, 200)).GetProperty("status").GetString().ShouldBe("retrying");
    }

    [Fact]
    public async Task A_task_goes_to_a_worker_that_has_what_it_requires()
    {
        var ran = await _node.AskAsync(HttpMethod.Post, "tasks?wait=20s", """{"executor":"noop","requires":{"disk":"ssd"}}""", 201);
        ran.GetProperty("status").GetString().ShouldBe("succeeded");
    }

    private async Task<string?> CauseAsync(string id) =>
        (await _node.AskAsync(HttpMethod.Get, $"tasks/{id}/explain", null, 200)).GetProperty("causes")[0].GetProperty("code").GetString();
}
