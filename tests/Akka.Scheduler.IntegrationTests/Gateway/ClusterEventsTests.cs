using Akka.Scheduler.Client;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Hosting;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Runtime;
using Akka.Scheduler.Hosting.Telemetry;
using Akka.Scheduler.TestKit.PostgreSql;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>Two nodes on one PostgreSQL: what the one commits is heard on the other.</summary>
public sealed class ClusterEventsTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private string _database = null!;
    private ServedNode _owner = null!;
    private ServedNode _other = null!;

    public async Task InitializeAsync()
    {
        _database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        _owner = await StartAsync(_database, "node-1", NodeRoles.Scheduler | NodeRoles.Worker | NodeRoles.Gateway);

        // It owns no shard, ever: every step is another node's to it.
        _other = await StartAsync(_database, "node-2", NodeRoles.Gateway);
    }

    public async Task DisposeAsync()
    {
        await _other.DisposeAsync();
        await _owner.DisposeAsync();
    }

    [Fact]
    public async Task Every_node_shows_the_steps_of_the_whole_cluster_and_counts_its_own()
    {
        await using var feed = await EventFeedReader.OpenAsync(_other);
        var probes = await ProveAsync(feed);

        for (var i = 0; i < 8; i++) await _owner.AskAsync(HttpMethod.Post, "tasks?wait=30s", $$"""{"id":"seen-{{i}}","executor":"noop"}""", 201);

        for (var i = 0; i < 8; i++)
        {
            var id = $"seen-{i}";
            var steps = await feed.StepsUntilAsync(id, "succeeded", Patience);
            steps.Order().ShouldBe(["created", "started", "succeeded"]);
        }

        HubOf(_owner).Statistics[TransitionType.Created].Total.ShouldBe(8 + probes);
        HubOf(_other).Statistics[TransitionType.Created].Total.ShouldBe(0);
        foreach (var (node, id) in new[] { (_owner, "node-1"), (_other, "node-2") })
        {
            var stats = await node.AskAsync(HttpMethod.Get, "stats", null, 200);
            stats.GetProperty("nodeId").GetString().ShouldBe(id);
            stats.GetProperty("byStatus").GetProperty("succeeded").GetInt64().ShouldBe(8);
        }
    }

    [Fact]
    public async Task A_feed_of_certain_states_shows_the_steps_that_lead_there_alone()
    {
        await using var all = await EventFeedReader.OpenAsync(_other);
        await using var ends = await EventFeedReader.OpenAsync(_other, "?status=cancelled,succeeded&type=succeeded&type=cancelled");
        await ProveAsync(all);

        await _owner.AskAsync(HttpMethod.Post, "tasks", """{"id":"chosen","executor":"noop"}""", 201);

        (await ends.StepsUntilAsync("chosen", "succeeded", Patience)).ShouldBe(["succeeded"]);
    }

    [Fact]
    public async Task A_node_that_does_not_own_the_task_hears_of_its_end()
    {
        await _other.AskAsync(HttpMethod.Post, "tasks", """{"id":"later","executor":"noop","delay":"1h"}""", 201);
        await using var feed = await EventFeedReader.OpenAsync(_other);
        await ProveAsync(feed);
        using var waiter = HubOf(_other).WhenFinished(new TaskId("later"));

        await _owner.AskAsync(HttpMethod.Post, "tasks/later/cancel", null, 200);

        (await waiter.End.WaitAsync(Patience)).ShouldBeNull();
        var task = await _other.AskAsync(HttpMethod.Get, "tasks/later?wait=30s", null, 200);
        task.GetProperty("status").GetString().ShouldBe("cancelled");
    }

    [Fact]
    public async Task Waiting_on_a_node_that_does_not_own_the_task_answers_with_its_result()
    {
        var task = await _other.AskAsync(HttpMethod.Post, "tasks?wait=60s", """{"id":"waited","executor":"noop"}""", 201);

        task.GetProperty("status").GetString().ShouldBe("succeeded");
    }

    [Fact]
    public async Task The_application_inside_a_node_waits_for_tasks_of_other_nodes_and_over_the_take_over_of_their_shards()
    {
        var scheduler = _other.Services.GetRequiredService<ITaskScheduler>();
        (await scheduler.SubmitAsync(new() { Id = "far", Executor = "noop" })).Id.ShouldBe("far");
        (await scheduler.WaitAsync("far").WaitAsync(Patience)).Status.ShouldBe(WireStatus.Succeeded);
        await scheduler.SubmitAsync(new() { Id = "moves", Executor = "noop", Delay = TimeSpan.FromHours(1) });
        var ended = scheduler.WaitAsync("moves");

        await using var next = await StartAsync(_database, "node-3", NodeRoles.Scheduler | NodeRoles.Worker | NodeRoles.Gateway);
        await _owner.StopAsync();
        await CancelAsync(next.Services.GetRequiredService<ITaskScheduler>(), "moves");

        (await ended.WaitAsync(Patience)).Status.ShouldBe(WireStatus.Cancelled);
        using var giveUp = new CancellationTokenSource();
        await scheduler.SubmitAsync(new() { Id = "never", Executor = "noop", Delay = TimeSpan.FromHours(1) });
        var given = scheduler.WaitAsync("never", giveUp.Token);
        await giveUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => given.WaitAsync(Patience));
    }

    // While the shard moves, nobody can be asked for a moment.
    private static async Task CancelAsync(ITaskScheduler scheduler, string id)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                await scheduler.CancelAsync(id, null, limit.Token);
                return;
            }
            catch (SchedulerException busy) when (busy.Status == 503)
            {
                limit.Token.ThrowIfCancellationRequested();
            }
        }
    }

    // Submits tasks until one is seen: from then on the owner knows that somebody listens.
    private async Task<int> ProveAsync(EventFeedReader feed)
    {
        for (var probe = 0; probe < 100; probe++)
        {
            await _owner.AskAsync(HttpMethod.Post, "tasks", $$"""{"id":"probe-{{probe}}","executor":"noop","delay":"1h"}""", 201);
            if (await feed.HasSeenAsync($"probe-{probe}", TimeSpan.FromMilliseconds(500))) return probe + 1;
        }

        throw new TimeoutException("no step of the owner was seen on the other node");
    }

    private static TransitionHub HubOf(ServedNode node) => node.Services.GetRequiredService<SchedulerRuntime>().Hub;

    private static Task<ServedNode> StartAsync(string database, string id, NodeRoles roles) => ServedNode.StartAsync(options => options with
    {
        Node = options.Node with { Id = id, Roles = roles },
        Store = new() { Provider = StoreProvider.PostgreSql, ConnectionString = new(database) },
    });
}
