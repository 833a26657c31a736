using System.Text;
using System.Text.Json;
using Akka.Scheduler.TestKit.PostgreSql;
using Akka.Scheduler.TestKit.Processes;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Deployment;

public sealed class MovingShardTests
{
    [Fact]
    public async Task A_task_whose_shard_nobody_owns_says_so_and_goes_on_when_somebody_does()
    {
        var store = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var scheduler = await StartAsync(store, "schedules", "scheduler,gateway,worker");
        await using var gateway = await StartAsync(store, "tells", "gateway");
        using var http = new HttpClient();
        using var task = new StringContent("""{"id":"t","executor":"noop","requires":{"node":"nobody"}}""", Encoding.UTF8, "application/json");
        (await http.PostAsync(new Uri(gateway.Http, "/api/v1/tasks"), task)).IsSuccessStatusCode.ShouldBeTrue();
        await UntilAsync(http, gateway, "noWorker");

        (await scheduler.TerminateAsync()).ShouldBe(0);
        await UntilAsync(http, gateway, "shardMoving");
        await scheduler.RestartAsync();
        await UntilAsync(http, gateway, "noWorker");
    }

    private static async Task UntilAsync(HttpClient http, NodeProcess node, string code)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (true)
        {
            using var answer = await http.GetAsync(new Uri(node.Http, "/api/v1/tasks/t/explain"), stop.Token);
            var text = await answer.Content.ReadAsStringAsync(stop.Token);
            if (answer.IsSuccessStatusCode && JsonElement.Parse(text).GetProperty("causes")[0].GetProperty("code").GetString() == code) return;
            await Task.Delay(TimeSpan.FromMilliseconds(50), stop.Token);
        }
    }

    private static Task<NodeProcess> StartAsync(string store, string id, string roles) => NodeProcess.StartAsync(
        "scheduler.node.id=" + id, "scheduler.node.roles=" + roles, "scheduler.cluster.shards=4", "scheduler.store.provider=postgresql", $"scheduler.store.connection-string=\"{store}\"");
}
