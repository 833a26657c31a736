using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.TestKit.PostgreSql;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>Two nodes with a worker each: which of them a waiting task waits for.</summary>
public sealed class ExplainWorkersTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private ServedNode _first = null!;
    private ServedNode _second = null!;

    public async Task InitializeAsync()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        _first = await StartAsync(database, "node-1", NodeRoles.Scheduler | NodeRoles.Worker | NodeRoles.Gateway);
        _second = await StartAsync(database, "node-2", NodeRoles.Worker | NodeRoles.Gateway);
    }

    public async Task DisposeAsync()
    {
        await _second.DisposeAsync();
        await _first.DisposeAsync();
    }

    [Fact]
    public async Task A_task_that_only_a_draining_worker_could_run_is_not_said_to_wait_for_the_slots_of_others()
    {
        using var stop = new CancellationTokenSource(Patience);
        while ((await _first.AskAsync(HttpMethod.Get, "workers", null, 200)).GetProperty("items").GetArrayLength() < 2) await Task.Delay(TimeSpan.FromMilliseconds(20), stop.Token);
        await _first.AskAsync(HttpMethod.Post, "workers/node-2/drain", null, 200);
        await _first.AskAsync(HttpMethod.Post, "tasks", """{"id":"bound","executor":"noop","requires":{"node":"node-2"}}""", 201);

        var cause = (await _first.AskAsync(HttpMethod.Get, "tasks/bound/explain", null, 200)).GetProperty("causes")[0];

        cause.GetProperty("code").GetString().ShouldBe("draining");
        cause.GetProperty("message").GetString().ShouldBe("Every worker that could run it is draining and takes no more work: node-2.");

        await _first.AskAsync(HttpMethod.Patch, "workers/node-2", """{"draining":false}""", 200);
        (await _first.AskAsync(HttpMethod.Get, "tasks/bound?wait=60s", null, 200)).GetProperty("workerId").GetString().ShouldBe("node-2");
    }

    private static Task<ServedNode> StartAsync(string database, string id, NodeRoles roles) => ServedNode.StartAsync(options => options with
    {
        Node = options.Node with { Id = id, Roles = roles },
        Store = new() { Provider = StoreProvider.PostgreSql, ConnectionString = new(database) },
    });
}
