using Akka.Scheduler.Client;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.TestKit.PostgreSql;
using Akka.Scheduler.TestKit.Processes;

namespace Akka.Scheduler.ClusterTests.Operations;

/// <summary>Two nodes in processes of their own on one PostgreSQL. The first has served alone, so that nearly everything is its when the other comes.</summary>
internal sealed class TwoNodes : IAsyncDisposable
{
    /// <summary>How many shards there are.</summary>
    public const int Shards = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly HttpClient _http = new();

    private TwoNodes(string database, NodeProcess first, NodeProcess second) => (Database, First, Second) = (database, first, second);

    /// <summary>How to reach their database.</summary>
    public string Database { get; }

    public NodeProcess First { get; }

    public NodeProcess Second { get; }

    public static async Task<TwoNodes> StartAsync(params string[] settings)
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        string[] common =
        [
            $"scheduler.cluster.shards={Shards}",
            "scheduler.store.provider=postgresql",
            $"scheduler.store.connection-string={database}",
            .. settings,
        ];
        var first = await NodeProcess.StartAsync([.. common, "scheduler.node.id=first"]);
        try
        {
            var nodes = new TwoNodes(database, first, await NodeProcess.StartAsync([.. common, "scheduler.node.id=second"]));
            await UntilAsync("both nodes are up", async () =>
            {
                var cluster = await nodes.Client(nodes.First).Cluster.StatusAsync();
                return cluster.Nodes.Count(node => node.State == "up") == 2 && cluster.FreeShards == 0;
            });
            return nodes;
        }
        catch
        {
            await first.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs <c>schedctl</c> against the second node.</summary>
    public Task<CliResult> SchedctlAsync(params string[] arguments) =>
        CliProcess.RunAsync([.. arguments, "--server", Second.Http.ToString()]);

    public SchedulerClient Client(NodeProcess node) => new(_http, new() { Server = node.Http }, TimeProvider.System);

    /// <summary>Waits until the second node serves every shard and leads.</summary>
    public Task SecondServesAllAsync() => UntilAsync("the second node serves every shard", async () =>
    {
        var cluster = Client(Second).Cluster;
        var shards = (await cluster.ShardsAsync()).Items;
        return shards.Count == Shards
            && shards.All(shard => shard is { NodeId: "second", State: "serving" })
            && (await cluster.StatusAsync()).Singleton?.NodeId == "second";
    });

    /// <summary>Every task that a schedule has made.</summary>
    public async Task<List<TaskView>> TasksOfAsync(string schedule)
    {
        var tasks = new List<TaskView>();
        string? cursor = null;
        do
        {
            var page = await Client(Second).Tasks.ListAsync(new() { ScheduleId = schedule, Limit = 500, Cursor = cursor });
            tasks.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return tasks;
    }

    public static async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            if (limit.IsCancellationRequested) throw new TimeoutException($"it did not come about within {Patience} that {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Second.DisposeAsync();
        await First.DisposeAsync();
    }
}
