using System.Collections.Concurrent;
using System.Text.Json;
using Akka.Scheduler.Executors.Handlers;
using Microsoft.Extensions.DependencyInjection;
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
    public async Task Without_reduce_its_result_counts_the_parts()
    {
        var whole = await node.AskAsync(HttpMethod.Post, "tasks?wait=60s", """
            {"id":"count","executor":"noop","payload":{"fail":"boom"},"retry":{"maxRetries":0},"fanOut":{"parts":3,"onPartFailure":"run"}}
            """, 201);

        (Text(whole, "status"), Text(whole.GetProperty("result"), "message")).ShouldBe(("succeeded", "0 of 3 parts succeeded"));
        var data = whole.GetProperty("result").GetProperty("data");
        (data.GetProperty("parts").GetInt32(), data.GetProperty("succeeded").GetInt32(), data.GetProperty("failed").GetInt32()).ShouldBe((3, 0, 3));
    }

    [Fact]
    public async Task A_retry_runs_the_parts_that_did_not_succeed_and_gathers_anew()
    {
        var mended = false;
        var runs = new ConcurrentBag<int>();
        var handler = TaskHandlers.Of("half", (context, _) =>
        {
            runs.Add(context.Part!.Index);
            return context.Part.Index == 1 && !Volatile.Read(ref mended) ? throw new NonRetryableException("broken") : Task.FromResult<object?>(null);
        });
        await using var mending = await ServedNode.StartAsync(options => options, services => services.AddSingleton(handler));
        await mending.AskAsync(HttpMethod.Post, "tasks?wait=60s", """{"id":"mend","executor":"half","fanOut":{"parts":3,"onPartFailure":"run"}}""", 201);
        (await mending.AskAsync(HttpMethod.Get, "tasks/mend", null, 200)).GetProperty("parts").GetProperty("failed").GetInt32().ShouldBe(1);
        Volatile.Write(ref mended, true);

        await mending.AskAsync(HttpMethod.Post, "tasks/mend/retry", null, 200);

        var data = (await mending.UntilAsync("mend", "succeeded")).GetProperty("result").GetProperty("data");
        (data.GetProperty("parts").GetInt32(), data.GetProperty("succeeded").GetInt32(), data.GetProperty("failed").GetInt32()).ShouldBe((3, 3, 0));
        runs.Order().ShouldBe([0, 1, 1, 2]);
        var parts = await mending.AskAsync(HttpMethod.Get, "tasks/mend/parts", null, 200);
        parts.GetProperty("items").EnumerateArray().Select(part => (Text(part, "id"), Text(part, "status"))).ShouldBe([("mend.0", "succeeded"), ("mend.1~2", "succeeded"), ("mend.2", "succeeded")]);
        Text(await mending.AskAsync(HttpMethod.Get, "tasks/mend.1", null, 200), "status").ShouldBe("failed");
        Text(await mending.AskAsync(HttpMethod.Post, "tasks/mend/retry", null, 409), "detail").ShouldNotBeNull().ShouldContain("all its parts have succeeded");
    }

    [Fact]
    public async Task Until_it_is_due_it_is_one_task_that_says_what_will_become_of_it()
    {
        var made = await node.AskAsync(HttpMethod.Post, "tasks", """{"id":"later","executor":"noop","delay":"1h","fanOut":{"parts":3,"reduce":{"executor":"noop"} } }""", 201);

        (Text(made, "status"), made.TryGetProperty("parts", out _), made.GetProperty("fanOut").GetProperty("parts").GetInt32()).ShouldBe(("pending", false, 3));
        await node.AskAsync(HttpMethod.Get, "tasks/later.0", null, 404);
        Text(await node.AskAsync(HttpMethod.Post, "tasks/later/cancel", null, 200), "status").ShouldBe("cancelled");
    }

    [Fact]
    public async Task To_cancel_it_cancels_its_parts_and_then_it_is_cancelled()
    {
        await node.AskAsync(HttpMethod.Post, "tasks", """{"id":"stop","executor":"noop","payload":{"delayMs":600000},"fanOut":{"parts":3}}""", 201);
        await RunningPartAsync("stop", 2);

        await node.AskAsync(HttpMethod.Post, "tasks/stop/cancel", """{"reason":"enough"}""", 200);

        (await node.UntilAsync("stop", "cancelled")).GetProperty("parts").GetProperty("open").GetInt32().ShouldBe(0);
        var parts = await node.AskAsync(HttpMethod.Get, "tasks/stop/parts", null, 200);
        parts.GetProperty("items").EnumerateArray().Select(part => Text(part, "status")).ShouldBe(["cancelled", "cancelled", "cancelled"]);
    }

    [Fact]
    public async Task A_batch_holds_one_and_what_comes_after_the_batch_waits_for_it()
    {
        var batch = await node.AskAsync(HttpMethod.Post, "tasks/batch", """
            {"tasks":[{"id":"in-batch","executor":"noop","fanOut":{"parts":2}},{"executor":"noop"}],"then":{"id":"after-batch","executor":"noop","fanOut":{"parts":2} } }
            """, 200);

        batch.GetProperty("items").EnumerateArray().Select(item => Text(item, "outcome")).ShouldBe(["created", "created"]);
        var then = await node.UntilAsync("after-batch", "succeeded");
        then.GetProperty("parts").GetProperty("succeeded").GetInt32().ShouldBe(2);
        Text(await node.AskAsync(HttpMethod.Get, "tasks/in-batch", null, 200), "status").ShouldBe("succeeded");
    }

    [Fact]
    public async Task A_schedule_makes_one_and_shows_it_as_it_was_asked_for()
    {
        var made = await node.AskAsync(HttpMethod.Put, "schedules/split", """
            {"cron":"0 3 * * *","task":{"executor":"noop","fanOut":{"parts":2,"reduce":{"executor":"noop","name":"sum"},"onPartFailure":"run"}}}
            """, 201);
        var fan = made.GetProperty("task").GetProperty("fanOut");
        (fan.GetProperty("parts").GetInt32(), Text(fan, "onPartFailure"), Text(fan.GetProperty("reduce"), "name")).ShouldBe((2, "run", "sum"));

        var run = await node.AskAsync(HttpMethod.Post, "schedules/split/trigger", null, 201);

        var whole = await node.UntilAsync(Text(run, "id")!, "succeeded");
        (Text(whole, "scheduleId"), Text(whole, "name"), whole.GetProperty("attempt").GetInt32(), whole.GetProperty("parts").GetProperty("succeeded").GetInt32()).ShouldBe(("split", "sum", 1, 2));
    }

    [Fact]
    public async Task It_may_have_a_unique_key_which_is_its_own_and_not_its_parts()
    {
        await node.AskAsync(HttpMethod.Post, "tasks", """{"id":"only","executor":"noop","payload":{"delayMs":600000},"uniqueKey":"fan-key","fanOut":{"parts":2}}""", 201);
        await RunningPartAsync("only", 1);

        Text(await node.AskAsync(HttpMethod.Post, "tasks", """{"executor":"noop","uniqueKey":"fan-key"}""", 409), "code").ShouldNotBeNull();
        await node.AskAsync(HttpMethod.Post, "tasks/only/cancel", null, 200);
        await node.UntilAsync("only", "cancelled");
        await node.AskAsync(HttpMethod.Post, "tasks", """{"executor":"noop","uniqueKey":"fan-key"}""", 201);
    }

    [Fact]
    public async Task It_is_the_same_task_when_it_is_submitted_again_after_its_split()
    {
        const string Body = """{"id":"again","executor":"noop","payload":{"delayMs":1},"fanOut":{"parts":2,"reduce":{"executor":"noop"} } }""";
        await node.AskAsync(HttpMethod.Post, "tasks?wait=60s", Body, 201);

        (await node.AskAsync(HttpMethod.Post, "tasks", Body, 200)).GetProperty("parts").GetProperty("succeeded").GetInt32().ShouldBe(2);
        await node.AskAsync(HttpMethod.Post, "tasks", """{"id":"again","executor":"http","payload":{"url":"http://localhost/"}}""", 409);
    }

    [Fact]
    public async Task A_broadcast_runs_once_on_each_worker_by_its_name()
    {
        var whole = await node.AskAsync(HttpMethod.Post, "tasks?wait=60s", """{"id":"all","executor":"noop","delay":"200ms","broadcast":{"requires":{"node":"node-1"}}}""", 201);

        (Text(whole, "status"), whole.GetProperty("parts").GetProperty("total").GetInt32()).ShouldBe(("succeeded", 1));
        var part = await node.AskAsync(HttpMethod.Get, "tasks/all.0", null, 200);
        (Text(part, "workerId"), Text(part.GetProperty("requires"), "node"), Text(part, "ttl")).ShouldBe(("node-1", "node-1", "5m"));
    }

    [Fact]
    public async Task A_broadcast_that_fits_no_worker_waits_and_says_so()
    {
        await node.AskAsync(HttpMethod.Post, "tasks", """{"id":"none","executor":"noop","broadcast":{"requires":{"zone":"nowhere"}}}""", 201);

        var explain = await node.AskAsync(HttpMethod.Get, "tasks/none/explain", null, 200);
        Text(explain, "summary").ShouldNotBeNull().ShouldContain("zone=nowhere");
        Text(await node.AskAsync(HttpMethod.Post, "tasks/none/cancel", null, 200), "status").ShouldBe("cancelled");
    }

    [Fact]
    public async Task Explain_says_how_many_parts_are_left_to_be_waited_for_or_cancelled()
    {
        await node.AskAsync(HttpMethod.Post, "tasks", """{"id":"left","executor":"noop","payload":{"delayMs":600000},"fanOut":{"parts":2}}""", 201);
        await RunningPartAsync("left", 1);

        Text(await node.AskAsync(HttpMethod.Get, "tasks/left/explain", null, 200), "summary").ShouldNotBeNull().ShouldStartWith("It waits for 2 of 2 parts");
    }

    [Theory]
    [InlineData("""{"executor":"noop","fanOut":{"parts":0}}""", "fanOut.parts")]
    [InlineData("""{"executor":"noop","fanOut":{"parts":10001}}""", "fanOut.parts")]
    [InlineData("""{"executor":"noop","fanOut":{"parts":2,"reduce":{"executor":"nope"}}}""", "fanOut.reduce.executor")]
    [InlineData("""{"executor":"noop","fanOut":{"parts":2},"broadcast":{}}""", "broadcast")]
    [InlineData("""{"executor":"noop","fanOut":{"parts":2,"reduce":{"executor":"noop","queue":"q"}}}""", "fanOut.reduce.queue")]
    [InlineData("""{"executor":"noop","fanOut":{"parts":2,"reduce":{"executor":"noop","fanOut":{"parts":2}}}}""", "fanOut.reduce.fanOut")]
    [InlineData("""{"executor":"noop","broadcast":{"reduce":{"executor":"noop","ttl":"1s"}}}""", "broadcast.reduce.ttl")]
    public async Task Bad_input_names_its_field_and_makes_nothing(string body, string field)
    {
        var before = await node.CountAsync();
        Text(await node.AskAsync(HttpMethod.Post, "tasks", body, 400), "field").ShouldBe(field);
        (await node.CountAsync()).ShouldBe(before);
    }

    private async Task RunningPartAsync(string whole, int index)
    {
        while (!(await node.AskAsync(HttpMethod.Get, $"tasks/{whole}", null, 200)).TryGetProperty("parts", out _)) await Task.Yield();
        await node.UntilAsync($"{whole}.{index}", "running");
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
