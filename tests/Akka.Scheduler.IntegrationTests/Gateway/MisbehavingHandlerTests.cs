using System.Collections.Concurrent;
using System.Text.Json;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Handlers;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>What a handler does wrong harms its own task and nothing else: meanwhile others are taken, run and answered.</summary>
public sealed class MisbehavingHandlerTests : IDisposable
{
    private const int Blocked = 60;
    private readonly ManualResetEventSlim _release = new();
    private readonly TaskCompletionSource<object?> _never = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Whatever a test has blocked ends with it, or its node would not.
    public void Dispose() => _release.Set();

    [Fact]
    public async Task Handlers_that_block_their_threads_for_ever_hold_up_nobody_else()
    {
        using var inside = new CountdownEvent(Blocked);
        await using var node = await StartAsync(capacity: Blocked + 8, 200, TaskHandlers.Of("bad", (_, _) =>
        {
            inside.Signal();
            _release.Wait(CancellationToken.None);
            return Task.FromResult<object?>(null);
        }));
        await SubmitAsync(node, "bad", Blocked);
        (await Task.Run(() => inside.Wait(TimeSpan.FromSeconds(60)))).ShouldBeTrue("all of them shall block at once");
        await OthersGoOnAsync(node);
        _release.Set();
        for (var i = 0; i < Blocked; i++) (await StatusAsync(node, $"bad-{i}", "20s")).ShouldBe("succeeded");
    }

    [Fact]
    public async Task Code_that_blocks_after_its_first_wait_holds_up_nobody_else()
    {
        using var inside = new CountdownEvent(Blocked);
        await using var node = await StartAsync(capacity: Blocked + 8, 200, TaskHandlers.Of("bad", async (_, _) =>
        {
            await Task.Yield();
            inside.Signal();
            _release.Wait(CancellationToken.None);
            return null;
        }));
        await SubmitAsync(node, "bad", Blocked);
        (await Task.Run(() => inside.Wait(TimeSpan.FromSeconds(60)))).ShouldBeTrue("all of them shall block at once");
        await OthersGoOnAsync(node);
        _release.Set();
    }

    [Fact]
    public async Task A_handler_that_ignores_its_cancellation_is_given_up_its_slot_is_free_and_its_late_result_refused()
    {
        await using var node = await StartAsync(capacity: 1, 1_000, TaskHandlers.Of("bad", (_, _) => _never.Task));
        await SubmitAsync(node, "bad", 1);
        await node.UntilAsync("bad-0", "running");
        await node.AskAsync(HttpMethod.Post, "tasks/bad-0/cancel", null, 200);
        var explained = await node.AskAsync(HttpMethod.Get, "tasks/bad-0/explain", null, 200);
        if (Word(explained, "status") == "running") Word(explained, "summary").ShouldStartWith("cancelRequested since ");
        (await StatusAsync(node, "bad-0", "30s")).ShouldBe("cancelled");
        await OthersGoOnAsync(node);
        (await StepsAsync(node, "bad-0")).ShouldBe(["created", "started", "cancelRequested", "cancelled"]);
        _never.SetResult(null);
        await UntilAsync(async () => (await StepsAsync(node, "bad-0"))[^1] == "resultRefused");
        (await StatusAsync(node, "bad-0", null)).ShouldBe("cancelled");
    }

    [Fact]
    public async Task A_callback_that_blocks_the_cancellation_blocks_only_its_own()
    {
        await using var node = await StartAsync(capacity: 2, 300, TaskHandlers.Of("bad", async (_, cancel) =>
        {
            await using var link = cancel.Register(() => _release.Wait());
            return await _never.Task;
        }));
        await SubmitAsync(node, "bad", 1);
        await node.UntilAsync("bad-0", "running");
        await node.AskAsync(HttpMethod.Post, "tasks/bad-0/cancel", null, 200);
        await OthersGoOnAsync(node);
        (await StatusAsync(node, "bad-0", "30s")).ShouldBe("cancelled");
        _release.Set();
        _never.SetResult(null);
    }

    [Fact]
    public async Task What_is_thrown_after_success_or_where_nobody_waits_ends_neither_task_nor_node()
    {
        var thrown = new ConcurrentBag<Task>();
        await using var node = await StartAsync(capacity: 4, 200, TaskHandlers.Of("bad", async (_, _) =>
        {
            var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Careless(go.Task);
            thrown.Add(ThrowAsync());
            await Task.Yield();
            go.SetResult();
            return "fine";
        }));
        await SubmitAsync(node, "bad", 10);
        for (var i = 0; i < 10; i++) (await StatusAsync(node, $"bad-{i}", "20s")).ShouldBe("succeeded");
        thrown.Clear();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        await OthersGoOnAsync(node);
    }

    [Fact]
    public async Task A_result_of_ten_megabytes_is_left_out_and_its_message_says_so()
    {
        await using var node = await StartAsync(capacity: 4, 200, TaskHandlers.Of("bad", (_, _) => Task.FromResult<object?>(new string('x', 10_000_000))));
        await SubmitAsync(node, "bad", 10);
        await OthersGoOnAsync(node);
        (await StatusAsync(node, "bad-0", "20s")).ShouldBe("succeeded");
        var result = (await node.AskAsync(HttpMethod.Get, "tasks/bad-0", null, 200)).GetProperty("result");
        Word(result, "message").ShouldContain("10000002 characters");
        result.TryGetProperty("data", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task An_error_of_ten_megabytes_is_cut()
    {
        await using var node = await StartAsync(capacity: 4, 200, TaskHandlers.Of("bad", (_, _) => throw new InvalidOperationException(new string('x', 10_000_000))));
        await SubmitAsync(node, "bad", 1);
        (await StatusAsync(node, "bad-0", "20s")).ShouldBe("failed");
        var error = Word(await node.AskAsync(HttpMethod.Get, "tasks/bad-0", null, 200), "error");
        error.Length.ShouldBeLessThan(5_000);
        error.ShouldEndWith("characters were left out]");
        await OthersGoOnAsync(node);
    }

    [Fact]
    public async Task A_gigabyte_of_output_is_kept_to_its_bound_and_the_log_says_what_is_missing()
    {
        var line = new string('x', 1_000_000);
        using var begun = new SemaphoreSlim(0);
        var written = 0L;
        await using var node = await StartAsync(capacity: 4, 200, TaskHandlers.Of("bad", (context, _) =>
        {
            for (; written < 1_000_000_000 || !_release.IsSet; written += line.Length)
            {
                context.Output.Write(OutputStream.Out, line);
                if (written == 100_000_000) begun.Release();
            }

            return Task.FromResult<object?>(null);
        }));
        await SubmitAsync(node, "bad", 1);
        await begun.WaitAsync();
        await OthersGoOnAsync(node);
        _release.Set();
        (await StatusAsync(node, "bad-0", "30s")).ShouldBe("succeeded");
        var log = await node.AskAsync(HttpMethod.Get, "tasks/bad-0/log", null, 200);
        var texts = log.GetProperty("items").EnumerateArray().Select(item => Word(item, "text")).ToArray();
        texts.Sum(text => text.Length).ShouldBeInRange(1024 * 1024, (1024 * 1024) + 500);
        texts[^1].ShouldBe($"[{written - (1024 * 1024)} characters of output were dropped]\n");
    }

    [Fact]
    public async Task A_task_that_is_faulted_when_it_is_handed_back_is_a_failure_like_any_other()
    {
        await using var node = await StartAsync(capacity: 4, 200, TaskHandlers.Of("bad", (_, _) => Task.FromException<object?>(new TimeoutException("slow"))));
        await SubmitAsync(node, "bad", 1);
        (await StatusAsync(node, "bad-0", "20s")).ShouldBe("failed");
        Word(await node.AskAsync(HttpMethod.Get, "tasks/bad-0", null, 200), "error").ShouldBe("TimeoutException: slow");
    }

    // The kind of function whose exceptions nobody can catch.
    private static void Careless(Task go)
    {
        Action begin = async () =>
        {
            await go;
            throw new InvalidOperationException("nobody waits for me");
        };
        begin();
    }

    private static async Task ThrowAsync()
    {
        await Task.Yield();
        throw new InvalidOperationException("nobody observes me");
    }

    private static Task<ServedNode> StartAsync(int capacity, int graceMs, TaskHandlerRegistration bad) => ServedNode.StartAsync(
        options => options with
        {
            Worker = options.Worker with { Capacity = capacity },
            Scheduling = options.Scheduling with { CancelGrace = TimeSpan.FromMilliseconds(graceMs) },
        },
        services => services.AddSingleton(bad).AddSingleton(TaskHandlers.Of("good", async (_, _) =>
        {
            await Task.Yield();
            return "done";
        })));

    private static async Task SubmitAsync(ServedNode node, string executor, int count)
    {
        var tasks = Enumerable.Range(0, count).Select(i => $$$"""{"id":"{{{executor}}}-{{{i}}}","executor":"{{{executor}}}","retry":{"maxRetries":0}}""");
        await node.AskAsync(HttpMethod.Post, "tasks/batch", $$"""{"tasks":[{{string.Join(',', tasks)}}]}""", 200);
    }

    private static async Task OthersGoOnAsync(ServedNode node)
    {
        await SubmitAsync(node, "good", 30);
        for (var i = 0; i < 30; i++) (await StatusAsync(node, $"good-{i}", "30s")).ShouldBe("succeeded");
        await node.AskAsync(HttpMethod.Get, "/health/ready", null, 200);
    }

    private static async Task<string> StatusAsync(ServedNode node, string id, string? wait) =>
        Word(await node.AskAsync(HttpMethod.Get, wait is null ? $"tasks/{id}" : $"tasks/{id}?wait={wait}", null, 200), "status");

    private static async Task<string[]> StepsAsync(ServedNode node, string id) =>
        [.. (await node.AskAsync(HttpMethod.Get, $"tasks/{id}/events", null, 200)).GetProperty("items").EnumerateArray().Select(item => Word(item, "type"))];

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await isSo()) await Task.Delay(TimeSpan.FromMilliseconds(20), stop.Token);
    }

    private static string Word(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}
