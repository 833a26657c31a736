using System.Globalization;
using Akka.Scheduler.TestKit.Network;
using Akka.Scheduler.TestKit.PostgreSql;
using Npgsql;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>Published nodes on a PostgreSQL server of their own, every link between them in reach, and work that writes down what it does.</summary>
internal sealed class ClusterRig : IAsyncDisposable
{
    public const int Shards = 16;

    private readonly string _directory = Directory.CreateTempSubdirectory("scheduler-rig-").FullName;
    private readonly List<RigNode> _nodes = [];
    private readonly HttpClient _probe = new() { Timeout = TimeSpan.FromSeconds(2) };
    private readonly int _seed;
    private int _added;

    private ClusterRig(PostgresServer server, string database, ClientLog log, TimeProvider time, int seed)
    {
        (Server, Database, _seed) = (server, database, seed);
        Effects = new(log, time);
        EffectFile = new(Path.Combine(_directory, "effects"));
    }

    public PostgresServer Server { get; }

    /// <summary>How the rig itself reaches the database: not over a link that is cut.</summary>
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
        var server = await PostgresServer.StartNewAsync(new() { MaxConnections = 60 + (40 * options.Nodes), VolumeSize = options.Volume, OwnClock = PostgresServer.CanStepClock, Settings = settings });
        var rig = new ClusterRig(server, await server.CreateDatabaseAsync(), log, time, options.Seed);
        try
        {
            // One first: it makes the schema.
            await rig.AddNodeAsync();
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

    /// <summary>Takes every fault back, and waits until all nodes serve.</summary>
    public async Task HealAsync(CancellationToken cancel)
    {
        foreach (var link in Nodes.SelectMany(node => new[] { node.Store, node.Peers }))
        {
            link.LoseAnswers(0);
            link.Faults = LinkFaults.None;
        }

        await Task.WhenAll(Nodes.Select(node => node.UntilReadyAsync(cancel)));
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Nodes.Select(node => node.DisposeAsync().AsTask()));
        await Effects.DisposeAsync();
        await Server.DisposeAsync();
        _probe.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

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
