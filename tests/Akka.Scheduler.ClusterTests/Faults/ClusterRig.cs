using System.Globalization;
using Akka.Scheduler.TestKit.Network;
using Akka.Scheduler.TestKit.PostgreSql;
using Akka.Scheduler.TestKit.Processes;
using Npgsql;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>Published nodes on a PostgreSQL server of their own, every link between them in reach, and work that writes down what it does.</summary>
internal sealed class ClusterRig : IAsyncDisposable
{
    public const int Shards = 16;

    private readonly string _directory = Directory.CreateTempSubdirectory("scheduler-rig-").FullName;
    private readonly List<RigNode> _nodes = [];
    private readonly HttpClient _probe = new() { Timeout = TimeSpan.FromSeconds(2) };
    private readonly TimeProvider _time;
    private readonly LinkProxy _own;
    private readonly int _seed;
    private int _added;

    private ClusterRig(PostgresServer server, string database, ClientLog log, TimeProvider time, int seed)
    {
        (Server, _time, _own, _seed) = (server, time, LinkProxy.To(server.Port, seed), seed);
        Database = new NpgsqlConnectionStringBuilder(database) { Port = _own.Port }.ConnectionString;
        Effects = new(log, time);
        EffectFile = new(Path.Combine(_directory, "effects"));
    }

    /// <summary>The database; another one after a fail-over.</summary>
    public PostgresServer Server { get; private set; }

    /// <summary>What follows it, where the run has one.</summary>
    public PostgresServer? Replica { get; private set; }

    /// <summary>What was lost by each fail-over.</summary>
    public List<LostFuture> Lost { get; } = [];

    /// <summary>How the rig itself reaches the database: over a link of its own that is never cut, and leads to whichever server is the primary.</summary>
    public string Database { get; }

    public EffectServer Effects { get; }

    public EffectFile EffectFile { get; }

    public IReadOnlyList<RigNode> Nodes
    {
        get
        {
            lock (_nodes) return [.. _nodes];
        }
    }

    public static async Task<ClusterRig> StartAsync(FaultRunOptions options, ClientLog log, TimeProvider time)
    {
        var settings = new Dictionary<string, string> { ["superuser_reserved_connections"] = "10", ["max_wal_size"] = "128MB", ["min_wal_size"] = "32MB" };
        if (options.Replica) (settings["wal_keep_size"], settings["wal_retrieve_retry_interval"]) = ("512MB", "200ms");
        var server = await PostgresServer.StartNewAsync(new() { MaxConnections = 60 + (40 * options.Nodes), VolumeSize = options.Volume, OwnClock = PostgresServer.CanStepClock, Settings = settings });
        var rig = new ClusterRig(server, await server.CreateDatabaseAsync(), log, time, options.Seed);
        try
        {
            // One first: it makes the schema.
            await rig.AddNodeAsync();
            if (options.Replica) rig.Replica = await server.StartReplicaAsync();
            await Task.WhenAll(Enumerable.Range(1, options.Nodes - 1).Select(_ => rig.AddNodeAsync()));
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one more node.</summary>
    public async Task AddNodeAsync()
    {
        int number;
        lock (_nodes) number = _added++;
        var (http, cluster) = (FreePort.Take(), FreePort.Take());
        var (store, peers) = (LinkProxy.To(Server.Port, _seed + number), LinkProxy.To(cluster, _seed + 50 + number));
        var connection = new NpgsqlConnectionStringBuilder(Database) { Port = store.Port, MaxPoolSize = 16 }.ConnectionString;
        var name = $"n{number}";
        var node = await RigNode.StartAsync(
            name, store, peers, ReadyAsync,
            $"scheduler.node.id={name}", $"scheduler.http.bind=127.0.0.1:{http}", $"scheduler.cluster.bind=127.0.0.1:{cluster}",
            $"scheduler.cluster.advertise=127.0.0.1:{peers.Port}", string.Create(CultureInfo.InvariantCulture, $"scheduler.cluster.shards={Shards}"),
            "scheduler.store.provider=postgresql", $"scheduler.store.connection-string={connection}",
            "scheduler.executors.shell.enabled=true", "scheduler.executors.http.allow-private-networks=true",
            "scheduler.worker.capacity=64", "scheduler.node.shutdown-grace=5s");
        lock (_nodes) _nodes.Add(node);
    }

    /// <summary>Stops a node for good.</summary>
    public async Task RemoveNodeAsync(RigNode node, CancellationToken cancel)
    {
        lock (_nodes) _nodes.Remove(node);
        await node.LeaveAsync(cancel);
        await node.DisposeAsync();
    }

    /// <summary>Makes the replica the primary after that one has ended, leads everybody to it, and makes it a replica of its own.</summary>
    public async Task<LostFuture> FailOverAsync(CancellationToken cancel)
    {
        var (former, next) = (Server, Replica!);
        await next.PromoteAsync();
        await using var after = new StoreReader(At(next));
        var remains = await LostFuture.RemainingPast.OfAsync(after, _time, cancel);
        foreach (var link in Nodes.Select(node => node.Store).Append(_own)) link.LeadTo(next.Port);
        Server = next;

        // Nobody comes to it any more.
        await former.StartAsync();
        await using var before = new StoreReader(At(former));
        Lost.Add(await LostFuture.OfAsync(remains, before, cancel));
        await former.DisposeAsync();
        Replica = await next.StartReplicaAsync();
        return Lost[^1];
    }

    /// <summary>Takes every fault back, and waits until all nodes serve.</summary>
    public async Task HealAsync(CancellationToken cancel)
    {
        foreach (var link in Nodes.SelectMany(node => new[] { node.Store, node.Peers }))
        {
            link.LoseAnswers(0);
            link.Faults = LinkFaults.None;
        }

        foreach (var process in Server.Processes()) process.Send(ProcessSignal.Continue);
        await Task.WhenAll(Nodes.Select(node => node.UntilReadyAsync(cancel)));
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Nodes.Select(node => node.DisposeAsync().AsTask()));
        await Effects.DisposeAsync();
        await _own.DisposeAsync();
        if (Replica is not null) await Replica.DisposeAsync();
        await Server.DisposeAsync();
        _probe.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private string At(PostgresServer server) => new NpgsqlConnectionStringBuilder(Database) { Port = server.Port }.ConnectionString;

    private async Task ReadyAsync(RigNode node, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                using var response = await _probe.GetAsync(new Uri(node.Http, "/health/ready"), cancel);
                if (response.IsSuccessStatusCode) return;
            }
            catch (Exception away) when (away is HttpRequestException or IOException || (away is OperationCanceledException && !cancel.IsCancellationRequested))
            {
                // It does not serve yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancel);
        }
    }
}
