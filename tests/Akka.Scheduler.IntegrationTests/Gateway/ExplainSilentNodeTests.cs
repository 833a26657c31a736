using System.Text.Json;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.TestKit.PostgreSql;
using Akka.Scheduler.TestKit.Processes;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>A node is gone and not yet declared dead: what is said of the tasks of its shards.</summary>
public sealed class ExplainSilentNodeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Long enough that nobody takes the shards over while the test looks.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task A_task_that_is_due_waits_for_the_node_of_its_shard_and_not_for_a_slot()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var owner = await NodeProcess.StartAsync(
            "scheduler.node.id=node-1", "scheduler.store.provider=postgresql", $"scheduler.store.connection-string={database}", "scheduler.cluster.shards=4",
            "scheduler.cluster.lease-ttl=10m", "scheduler.cluster.lease-renew-interval=1s");
        await using var other = await ServedNode.StartAsync(options => options with
        {
            Node = options.Node with { Id = "node-2", Roles = NodeRoles.Worker | NodeRoles.Gateway },
            Cluster = options.Cluster with { LeaseTtl = Lease, LeaseRenewInterval = TimeSpan.FromSeconds(1) },
            Store = new() { Provider = StoreProvider.PostgreSql, ConnectionString = new(database) },
        });
        await other.AskAsync(HttpMethod.Post, "tasks", """{"id":"due","executor":"noop","requires":{"zone":"far"}}""", 201);
        Code(await CauseAsync(other)).ShouldBe("noWorker");

        await owner.KillAsync();

        using var stop = new CancellationTokenSource(Patience);
        JsonElement cause;
        while (Code(cause = await CauseAsync(other)) != "shardMoving") await Task.Delay(TimeSpan.FromMilliseconds(50), stop.Token);
        cause.GetProperty("message").GetString()!.ShouldStartWith("The node of its shard, node-1, has shown no sign of life for ");
    }

    private static string? Code(JsonElement cause) => cause.GetProperty("code").GetString();

    private static async Task<JsonElement> CauseAsync(ServedNode node) => (await node.AskAsync(HttpMethod.Get, "tasks/due/explain", null, 200)).GetProperty("causes")[0];
}
