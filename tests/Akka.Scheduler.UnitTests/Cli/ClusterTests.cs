using System.Net;
using System.Text.Json;
using Akka.Scheduler.UnitTests.Client;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cli;

public sealed class ClusterTests : IDisposable
{
    private const string Status = "GET /api/v1/cluster";
    private readonly ScriptedNode _node = new();

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task Status_shows_leases_the_spread_of_shards_and_what_moves()
    {
        _node.Answers(Status, Cluster(4));

        var run = await CliRun.Of(_node, "cluster", "status");

        run.Code.ShouldBe(0);
        run.Out.ShouldBe(
            """
            NODE  STATE  ROLES              ADDRESS  LAST SIGN        SHARDS  MEANT  VERSION  INCARNATION
            n1    up     scheduler, worker  h:1      0.3s ago              5      4  0.1.0    i1
            n2    up     scheduler          h:2      7s ago, suspect       2      4  0.1.0    i2
            n3    dead   worker             -        -                     0      0  -        i3
            singleton: n1, epoch 4; shard map 9
            shards: 8, 1 free, 2 moving
              shard 5: n1 -> n2
              shard 7: nobody -> n2

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_watched_status_is_shown_until_the_node_is_gone()
    {
        _node.Answers(Status, Cluster(4)).Answers(Status, Cluster(5));

        var run = await CliRun.Of(_node, "cluster", "status", "--watch", "--interval", "1ms", "-o", "jsonl");

        run.Code.ShouldNotBe(0);
        run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("singleton").GetProperty("epoch").GetInt64()).ShouldBe([4, 5]);
    }

    [Fact]
    public async Task Shards_show_who_is_to_have_those_that_move()
    {
        _node.Answers(
            "GET /api/v1/cluster/shards",
            """
            {"items":[{"shard":0,"nodeId":"n1","targetNodeId":"n1","epoch":3,"state":"serving","live":12,"queued":2,"running":1},
                      {"shard":1,"nodeId":"n1","targetNodeId":"n2","epoch":4,"state":"draining","live":0,"queued":0,"running":0}]}
            """);

        var run = await CliRun.Of(_node, "cluster", "shards");

        run.Out.ShouldContain("    0  n1    -             3  serving     12       2        1\n");
        run.Out.ShouldContain("    1  n1    n2            4  draining     0       0        0\n");
    }

    [Fact]
    public async Task A_node_is_asked_to_leave()
    {
        _node.Answers("POST /api/v1/cluster/nodes/n2/leave", Node("draining"), HttpStatusCode.Accepted);
        var run = await CliRun.Of(_node, "cluster", "leave", "n2");
        (run.Code, run.Out).ShouldBe((0, "n2 is leaving\n"));
    }

    [Fact]
    public async Task A_healthy_node_is_declared_dead_by_force_only()
    {
        _node.Refuses(
            "POST /api/v1/cluster/nodes/n2/down", HttpStatusCode.Conflict,
            """{"title":"The state does not allow it","detail":"it lives","code":"memberHealthy"}""");
        _node.Answers("POST /api/v1/cluster/nodes/n2/down?force=true", Node("dead"), times: 2);

        var refused = await CliRun.Of(_node, "cluster", "down", "n2");
        refused.Code.ShouldBe(4);
        refused.Error.ShouldContain("--force");
        (await CliRun.Of(_node, "cluster", "down", "n2", "--force")).Out.ShouldBe("n2 is declared dead\n");
        var json = await CliRun.Of(_node, "cluster", "down", "n2", "--force", "-o", "json");
        JsonDocument.Parse(json.Out).RootElement.GetProperty("state").GetString().ShouldBe("dead");
    }

    [Fact]
    public async Task A_drained_worker_is_taken_back_into_service()
    {
        _node.Answers("PATCH /api/v1/workers/n2", """{"id":"n2","state":"active","capacity":8}""");
        var run = await CliRun.Of(_node, "worker", "resume", "n2");
        (run.Code, _node.Sent.ShouldHaveSingleItem().Body).ShouldBe((0, """{"draining":false}"""));
        run.Out.ShouldContain("active");
    }

    private static string Node(string state) => $$"""{"id":"n2","incarnation":"i2","state":"{{state}}","roles":["worker"]}""";

    private static string Cluster(int epoch) =>
        $$"""
        {"nodes":[
           {"id":"n1","incarnation":"i1","state":"up","roles":["scheduler","worker"],"address":"h:1","version":"0.1.0","silentMs":312.4,"shards":5,"targetShards":4},
           {"id":"n2","incarnation":"i2","state":"up","roles":["scheduler"],"address":"h:2","version":"0.1.0","silentMs":7001,"suspect":true,"shards":2,"targetShards":4},
           {"id":"n3","incarnation":"i3","state":"dead","roles":["worker"]}],
         "singleton":{"nodeId":"n1","epoch":{{epoch}}},"shardMapVersion":9,"shards":8,"freeShards":1,
         "moving":[{"shard":5,"from":"n1","to":"n2"},{"shard":7,"to":"n2"}]}
        """;
}
