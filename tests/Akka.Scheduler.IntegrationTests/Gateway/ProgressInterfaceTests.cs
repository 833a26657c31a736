using System.Text.Json;
using Akka.Scheduler.Executors.Handlers;
using Akka.Scheduler.Hosting;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.TestKit.PostgreSql;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>How far an attempt has come, as callers of the HTTP interface see it: on the node that runs it, and on one that has no part in it.</summary>
public sealed class ProgressInterfaceTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ServedNode _runs = null!;
    private ServedNode _other = null!;

    public async Task InitializeAsync()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        _runs = await StartAsync(database, "node-1", NodeRoles.Scheduler | NodeRoles.Worker | NodeRoles.Gateway);
        _other = await StartAsync(database, "node-2", NodeRoles.Gateway);
    }

    public async Task DisposeAsync()
    {
        _end.TrySetResult();
        await _other.DisposeAsync();
        await _runs.DisposeAsync();
    }

    [Fact]
    public async Task Progress_is_shown_by_every_node_while_the_attempt_runs()
    {
        await _runs.AskAsync(HttpMethod.Post, "tasks", """{"id":"long","executor":"copy","payload":"/home"}""", 201);

        foreach (var node in new[] { _runs, _other })
        {
            var progress = (await UntilAsync(node, "tasks/long")).GetProperty("progress");
            (progress.GetProperty("fraction").GetDouble(), progress.GetProperty("message").GetString()).ShouldBe((0.4, "file 2 of 5 in /home"));

            var explained = await UntilAsync(node, "tasks/long/explain");
            explained.GetProperty("summary").GetString()!.ShouldContain("40 % done (file 2 of 5 in /home)");
            explained.GetProperty("progress").GetProperty("fraction").GetDouble().ShouldBe(0.4);
            explained.GetProperty("heartbeatAt").GetDateTimeOffset().ShouldBeGreaterThanOrEqualTo(progress.GetProperty("at").GetDateTimeOffset());
        }

        _end.SetResult();
        var ended = await _other.AskAsync(HttpMethod.Get, "tasks/long?wait=60s", null, 200);
        ended.GetProperty("status").GetString().ShouldBe("succeeded");
        ended.TryGetProperty("progress", out _).ShouldBeFalse();
    }

    private async Task CopyAsync(string from, TaskContext task, CancellationToken cancel)
    {
        task.ReportProgress(0.4, $"file 2 of 5 in {from}");
        await _end.Task.WaitAsync(cancel);
    }

    private static async Task<JsonElement> UntilAsync(ServedNode node, string path)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = await node.AskAsync(HttpMethod.Get, path, null, 200);
            if (answer.TryGetProperty("progress", out _)) return answer;
            limit.IsCancellationRequested.ShouldBeFalse(answer.GetRawText());
        }
    }

    private Task<ServedNode> StartAsync(string database, string id, NodeRoles roles) => ServedNode.StartAsync(
        options => options with
        {
            Node = options.Node with { Id = id, Roles = roles },
            Store = new() { Provider = StoreProvider.PostgreSql, ConnectionString = new(database) },
        },
        services => services.AddTaskHandler<string>("copy", CopyAsync));
}
