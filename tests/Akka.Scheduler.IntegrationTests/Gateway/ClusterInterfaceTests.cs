using System.Text.Json;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Engine.Wire;
using Akka.Scheduler.Hosting.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>The cluster as its operators see it: a real node, and others that are rows in the store.</summary>
public sealed class ClusterInterfaceTests : IAsyncLifetime
{
    private static readonly NodeIncarnation Other = new("node-2", Guid.Parse("22222222-2222-2222-2222-222222222222"));
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private ServedNode _node = null!;

    // However slow the machine, the other node's silence is none yet.
    public async Task InitializeAsync() => _node = await ServedNode.StartAsync(options => options with
    {
        Cluster = options.Cluster with { LeaseTtl = TimeSpan.FromMinutes(10), LeaseRenewInterval = TimeSpan.FromMinutes(5) },
    });

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task A_node_shows_itself_its_shards_and_the_singleton()
    {
        // A shard serves before its node has seen in the store that it owns it.
        var cluster = await ClusterAsync(_node, cluster => cluster.GetProperty("freeShards").GetInt32() == 0 && cluster.GetProperty("singleton").TryGetProperty("nodeId", out _));

        var node = cluster.GetProperty("nodes").EnumerateArray().ShouldHaveSingleItem();
        node.GetProperty("id").GetString().ShouldBe("node-1");
        node.GetProperty("incarnation").GetGuid().ShouldBe(Runtime.Engine.Node.Incarnation);
        node.GetProperty("state").GetString().ShouldBe("up");
        node.GetProperty("roles").EnumerateArray().Select(role => role.GetString()).ShouldBe(["scheduler", "worker", "gateway"]);
        node.GetProperty("address").GetString().ShouldNotBeNullOrEmpty();
        node.GetProperty("version").GetString()!.ShouldEndWith($"+protocol.{EngineCodec.Version}");
        node.GetProperty("suspect").GetBoolean().ShouldBeFalse();
        node.GetProperty("shards").GetInt32().ShouldBe(4);
        cluster.GetProperty("singleton").GetProperty("nodeId").GetString().ShouldBe("node-1");
        cluster.GetProperty("singleton").GetProperty("epoch").GetInt64().ShouldBe(1);
        cluster.GetProperty("freeShards").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Shards_show_how_far_they_are_and_what_they_hold()
    {
        await _node.AskAsync(HttpMethod.Post, "tasks", """{"id":"later","executor":"noop","delay":"1h"}""", 201);
        await _node.AskAsync(HttpMethod.Post, "tasks?wait=20s", """{"id":"done","executor":"noop"}""", 201);

        var shards = (await _node.AskAsync(HttpMethod.Get, "cluster/shards", null, 200)).GetProperty("items").EnumerateArray().ToList();

        shards.Select(shard => shard.GetProperty("shard").GetInt32()).ShouldBe([0, 1, 2, 3]);
        shards.ShouldAllBe(shard => shard.GetProperty("nodeId").GetString() == "node-1" && shard.GetProperty("state").GetString() == "serving");
        shards.Sum(shard => shard.GetProperty("live").GetInt64()).ShouldBe(1);
        shards.Sum(shard => shard.GetProperty("queued").GetInt64()).ShouldBe(0);
    }

    [Fact]
    public async Task A_node_that_is_told_to_leave_drains()
    {
        await JoinAsync();

        var node = await PostAsync("node-2/leave", 202);

        node.GetProperty("state").GetString().ShouldBe("draining");
        (await StoredAsync()).State.ShouldBe(MemberState.Draining);
        await SeesAsync("draining");
        await PostAsync("node-2/leave", 202);
    }

    [Fact]
    public async Task A_healthy_node_is_declared_dead_by_force_only()
    {
        await JoinAsync();

        var problem = await PostAsync("node-2/down", 409);
        problem.GetProperty("code").GetString().ShouldBe("memberHealthy");
        problem.GetProperty("detail").GetString()!.ShouldContain("force");
        (await StoredAsync()).State.ShouldBe(MemberState.Up);

        var node = await PostAsync("node-2/down?force=true", 200);
        node.GetProperty("state").GetString().ShouldBe("dead");
        (await StoredAsync()).State.ShouldBe(MemberState.Dead);
        await SeesAsync("dead");

        await PostAsync("node-2/down", 200);
        (await PostAsync("node-2/leave", 409)).GetProperty("code").GetString().ShouldBe("notAMember");
    }

    [Fact]
    public async Task A_silent_node_is_declared_dead_without_force()
    {
        await using var quick = await ServedNode.StartAsync(options => options with
        {
            Cluster = options.Cluster with
            {
                LeaseRenewInterval = TimeSpan.FromMilliseconds(50),
                LeaseMargin = TimeSpan.FromMilliseconds(50),
                PollInterval = TimeSpan.FromMilliseconds(50),
            },
        });
        await JoinAsync(quick);
        await UntilAsync(quick, node => node.GetProperty("suspect").GetBoolean() || node.GetProperty("state").GetString() == "dead");

        var down = await quick.AskAsync(HttpMethod.Post, "cluster/nodes/node-2/down", null, 200);

        down.GetProperty("state").GetString().ShouldBe("dead");
    }

    [Theory]
    [InlineData("leave")]
    [InlineData("down")]
    public async Task An_unknown_node_is_named(string verb) =>
        (await PostAsync($"node-9/{verb}", 404)).GetProperty("detail").GetString()!.ShouldContain("'node-9'");

    [Fact]
    public async Task Force_is_yes_or_no() => (await PostAsync("node-1/down?force=maybe", 400)).GetProperty("field").GetString().ShouldBe("force");

    [Fact]
    public async Task Metrics_hold_members_shards_and_the_singleton()
    {
        await JoinAsync();

        var text = await _node.Http.GetStringAsync("/metrics");

        text.ShouldContain("scheduler_cluster_members{state=\"up\"} 2\n");
        text.ShouldContain("scheduler_cluster_members{state=\"dead\"} 0\n");
        text.ShouldContain("scheduler_cluster_members_other_version 1\n");
        text.ShouldContain("scheduler_peer_trouble_total{fault=\"otherVersion\"} 0\n");
        text.ShouldContain("scheduler_shards_owned 4\n");
        text.ShouldContain("scheduler_shards_free 0\n");
        text.ShouldContain("scheduler_singleton_epoch 1\n");
        text.ShouldContain("scheduler_singleton_here 1\n");
        text.ShouldContain("scheduler_elections_total 1\n");
        text.ShouldContain("scheduler_shard_changes_total{change=\"acquired\"} 5\n");
    }

    private SchedulerRuntime Runtime => _node.Services.GetRequiredService<SchedulerRuntime>();

    private Task JoinAsync() => JoinAsync(_node);

    // A worker only: a scheduler would be given shards, which a row does not take.
    private static async Task JoinAsync(ServedNode node)
    {
        var runtime = node.Services.GetRequiredService<SchedulerRuntime>();
        var profile = new MemberProfile { Address = "127.0.0.1:1", Roles = [MemberProfile.WorkerRole] };
        var joined = await runtime.Store.Membership.JoinAsync(Other, new(runtime.Options.Cluster.Id, runtime.Options.Cluster.Shards), profile, default);
        joined.ShouldBeOfType<JoinOutcome.Joined>();
        (await runtime.Store.Membership.MoveAsync(Other, MemberState.Up, default)).ShouldBeTrue();
        runtime.Engine.LookAtCluster();
        await UntilAsync(node, other => other.GetProperty("state").GetString() != "joining");
    }

    private async Task<MemberRow> StoredAsync() =>
        (await Runtime.Store.Membership.ReadAsync(default)).Single(row => row.Node == Other);

    private Task<JsonElement> PostAsync(string path, int status) => _node.AskAsync(HttpMethod.Post, $"cluster/nodes/{path}", null, status);

    private Task SeesAsync(string state) => UntilAsync(_node, node => node.GetProperty("state").GetString() == state);

    /// <summary>Asks until the node has seen the other one in this way.</summary>
    private static async Task UntilAsync(ServedNode node, Func<JsonElement, bool> wanted) => await ClusterAsync(
        node, cluster => cluster.GetProperty("nodes").EnumerateArray().Any(each => each.GetProperty("id").GetString() == "node-2" && wanted(each)));

    private static async Task<JsonElement> ClusterAsync(ServedNode node, Func<JsonElement, bool> wanted)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var cluster = await node.AskAsync(HttpMethod.Get, "cluster", null, 200);
            if (wanted(cluster)) return cluster;
            limit.IsCancellationRequested.ShouldBeFalse(cluster.GetRawText());
        }
    }
}
