using System.Text;
using Akka.Scheduler.TestKit.PostgreSql;
using Akka.Scheduler.TestKit.Processes;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Deployment;

public sealed class RolesApartTests
{
    [Fact]
    public async Task Nodes_that_schedule_and_nodes_that_work_make_one_cluster_as_the_production_overlay_has_it()
    {
        var server = await PostgresServer.SharedAsync();
        var store = await server.CreateDatabaseAsync();
        await using var scheduler = await StartAsync(store, "schedules", "scheduler,gateway");
        await using var worker = await StartAsync(store, "works", "worker");
        using var http = new HttpClient();
        (await http.GetAsync(new Uri(worker.Http, "/health/ready"))).IsSuccessStatusCode.ShouldBeTrue();

        using var task = new StringContent("""{"id":"t","executor":"noop"}""", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(scheduler.Http, "/api/v1/tasks?wait=30s"), task);
        var finished = await answer.Content.ReadAsStringAsync();
        finished.ShouldContain("\"succeeded\"");
        finished.ShouldContain("\"workerId\":\"works\"");

        (await worker.TerminateAsync()).ShouldBe(0);
        (await scheduler.TerminateAsync()).ShouldBe(0);
    }

    private static Task<NodeProcess> StartAsync(string store, string id, string roles) => NodeProcess.StartAsync(
        "scheduler.node.id=" + id,
        "scheduler.node.roles=" + roles,
        "scheduler.cluster.shards=8",
        "scheduler.cluster.lease-ttl=30s",
        "scheduler.store.provider=postgresql",
        $"scheduler.store.connection-string=\"{store}\"");
}
