using System.Diagnostics;
using System.Globalization;
using Akka.Scheduler.TestKit.PostgreSql;
using Akka.Scheduler.TestKit.Processes;

namespace Akka.Scheduler.Benchmarks.Takeover;

/// <summary>
/// Verb <c>takeover [kills]</c>: of three published nodes on one PostgreSQL, the one with the singleton and a third of the shards is killed again and
/// again. Each time it is measured how long it takes until every shard and the singleton are served again. All timings of the nodes are the
/// defaults, except that shards are moved back faster after a restart.
/// </summary>
internal static class TakeoverBenchmark
{
    private const int Nodes = 3;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<int> RunAsync(string[] args)
    {
        var kills = int.Parse(args.ElementAtOrDefault(0) ?? "50", CultureInfo.InvariantCulture);
        await using var server = await PostgresServer.StartNewAsync(new());
        var database = await server.CreateDatabaseAsync();
        var nodes = new Dictionary<string, NodeProcess>();
        try
        {
            for (var number = 1; number <= Nodes; number++) nodes.Add($"node-{number}", await StartAsync(database, $"node-{number}"));
            var times = new List<double>();
            for (var kill = 1; kill <= kills; kill++)
            {
                times.Add((await KillAsync(nodes)).TotalSeconds);
                Print($"kill {kill}: served again after {times[^1]:F2} s");
            }

            times.Sort();
            Print($"{kills} kills: p50 {times[times.Count / 2]:F2} s, p99 {times[(int)Math.Ceiling(times.Count * 0.99) - 1]:F2} s, longest {times[^1]:F2} s");
        }
        finally
        {
            foreach (var node in nodes.Values) await node.DisposeAsync();
        }

        return 0;
    }

    private static Task<NodeProcess> StartAsync(string database, string id) => NodeProcess.StartAsync(
        $"scheduler.node.id={id}",
        "scheduler.store.provider=postgresql",
        $"scheduler.store.connection-string=\"{database}\"",
        "scheduler.cluster.rebalance-interval=500ms");

    private static async Task<TimeSpan> KillAsync(Dictionary<string, NodeProcess> nodes)
    {
        await UntilAsync(nodes.Values.First(), served => served.Count == Nodes && !served.ContainsKey("") && served.Values.Max() - served.Values.Min() <= 1);
        using var any = new ClusterWatch(nodes.Values.First().Http);
        var victim = await any.SingletonAsync() ?? throw new InvalidOperationException("there is no singleton");
        var witness = nodes.First(node => node.Key != victim).Value;
        var watch = Stopwatch.StartNew();
        await nodes[victim].KillAsync();
        await UntilAsync(witness, served => !served.ContainsKey("") && !served.ContainsKey(victim));
        using var left = new ClusterWatch(witness.Http);
        while (await left.SingletonAsync() is not { } singleton || singleton == victim) await Task.Delay(Look, TimeProvider.System);
        var took = watch.Elapsed;
        await nodes[victim].RestartAsync();
        return took;
    }

    private static async Task UntilAsync(NodeProcess witness, Func<IReadOnlyDictionary<string, int>, bool> holds)
    {
        using var cluster = new ClusterWatch(witness.Http);
        var watch = Stopwatch.StartNew();
        while (!holds(await cluster.ServedAsync()))
        {
            if (watch.Elapsed > Patience) throw new TimeoutException("the shards did not come to where they were waited for");
            await Task.Delay(Look, TimeProvider.System);
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
