using System.Collections.Concurrent;
using System.Text.Json;
using Akka.Scheduler.Executors.Handlers;
using Akka.Scheduler.Hosting;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>Limits of keys and of queues, as callers of the HTTP interface see them.</summary>
public sealed class LimitInterfaceTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _ends = new();
    private ServedNode _node = null!;

    public async Task InitializeAsync() => _node = await ServedNode.StartAsync(options => options, services => services.AddTaskHandler<string>("wait", WaitAsync));

    public async Task DisposeAsync()
    {
        foreach (var end in _ends.Values) end.TrySetResult();
        await _node.DisposeAsync();
    }

    [Fact]
    public async Task Tasks_of_a_key_run_one_by_one_and_explain_says_what_the_others_wait_for()
    {
        foreach (var id in new[] { "first", "second", "third" })
        {
            await SubmitAsync(id, ""","concurrencyKey":"report","maxConcurrency":1""");
            if (id == "first") await UntilAsync("tasks/first", task => Text(task, "status") == "running");
        }

        var explained = await UntilAsync("tasks/second/explain", answer => Text(answer, "summary") == "limit of key report: 1 of 1 run, position 1");
        var cause = explained.GetProperty("causes")[0];
        (Text(cause, "code"), Text(cause.GetProperty("facts"), "key"), Text(cause.GetProperty("facts"), "maxConcurrency")).ShouldBe(("keyLimit", "report", "1"));
        await UntilAsync("tasks/third/explain", answer => Text(answer, "summary") == "limit of key report: 1 of 1 run, position 2");
        var metrics = await (await _node.Http.GetAsync(new Uri("/metrics", UriKind.Relative))).Content.ReadAsStringAsync();
        metrics.ShouldContain("scheduler_limits_held 1\n");
        metrics.ShouldContain("scheduler_limits_waiting 2\n");

        foreach (var id in new[] { "first", "second", "third" })
        {
            await UntilAsync($"tasks/{id}", task => Text(task, "status") == "running");
            End(id);
            Text(await _node.AskAsync(HttpMethod.Get, $"tasks/{id}?wait=60s", null, 200), "status").ShouldBe("succeeded");
        }

        var shown = await _node.AskAsync(HttpMethod.Get, "tasks/third", null, 200);
        (Text(shown, "concurrencyKey"), shown.GetProperty("maxConcurrency").GetInt32()).ShouldBe(("report", 1));
    }

    [Fact]
    public async Task A_queue_runs_no_more_than_its_limit_and_shows_how_many_run()
    {
        await _node.AskAsync(HttpMethod.Patch, "queues/narrow", """{"maxConcurrency":1}""", 200);
        await SubmitAsync("one", ""","queue":"narrow" """);
        await UntilAsync("tasks/one", task => Text(task, "status") == "running");
        await SubmitAsync("two", ""","queue":"narrow" """);
        await UntilAsync("tasks/two/explain", answer => Text(answer, "summary") == "queue narrow: 1 of 1 run, position 1");
        await UntilAsync("queues", queues => queues.GetProperty("items").EnumerateArray().Any(queue =>
            Text(queue, "name") == "narrow" && queue.GetProperty("running").GetInt64() == 1 && queue.GetProperty("queued").GetInt64() == 1));

        End("one");
        await UntilAsync("tasks/two", task => Text(task, "status") == "running");
        End("two");
        Text(await _node.AskAsync(HttpMethod.Get, "tasks/two?wait=60s", null, 200), "status").ShouldBe("succeeded");
    }

    [Fact]
    public async Task A_slow_queue_says_its_rate()
    {
        await _node.AskAsync(HttpMethod.Patch, "queues/slow", """{"ratePerSecond":0.001}""", 200);
        await SubmitAsync("late", ""","queue":"slow" """);
        await UntilAsync("tasks/late/explain", answer => Text(answer, "summary") == "queue slow: rate 0.001/s, position 1");
        await _node.AskAsync(HttpMethod.Post, "tasks/late/cancel", null, 200);
    }

    private Task<JsonElement> SubmitAsync(string id, string more) => _node.AskAsync(HttpMethod.Post, "tasks", $$"""{"id":"{{id}}","executor":"wait","payload":"{{id}}"{{more}}}""", 201);

    private async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> isReached)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = await _node.AskAsync(HttpMethod.Get, path, null, 200);
            if (isReached(answer)) return answer;
            limit.IsCancellationRequested.ShouldBeFalse(answer.GetRawText());
        }
    }

    private void End(string id) => EndOf(id).TrySetResult();

    private TaskCompletionSource EndOf(string id) => _ends.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private Task WaitAsync(string id, TaskContext task, CancellationToken cancel) => EndOf(id).Task.WaitAsync(cancel);

    private static string? Text(JsonElement from, string member) => from.GetProperty(member).GetString();
}
