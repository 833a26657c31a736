using System.Globalization;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Storage.PostgreSql;
using Akka.Scheduler.TestKit.PostgreSql;
using Akka.Scheduler.TestKit.Simulation;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akka.Scheduler.Benchmarks.Engine;

/// <summary>The benchmarks of the whole engine: <c>drain [sim|postgresql] [tasks] [slots]</c> and <c>latency [sim|postgresql]</c>.</summary>
internal static class EngineCommands
{
    /// <summary><c>latency [sim|postgresql]</c></summary>
    public static async Task<int> LatencyAsync(string[] args)
    {
        if (args.FirstOrDefault() == "sim")
        {
            await LatencyBenchmark.RunAsync(new SimulatedStore(TimeProvider.System, 1).Connect("bench"));
            return 0;
        }

        await using var server = await PostgresServer.StartNewAsync(new() { SharedBuffers = "1GB" });
        await LatencyBenchmark.RunAsync(await OpenAsync(server));
        return 0;
    }

    public static async Task<int> DrainAsync(string[] args)
    {
        var provider = args.ElementAtOrDefault(0) ?? "postgresql";
        var count = int.Parse(args.ElementAtOrDefault(1) ?? "20000", CultureInfo.InvariantCulture);
        var capacity = int.Parse(args.ElementAtOrDefault(2) ?? "1024", CultureInfo.InvariantCulture);
        await (provider switch
        {
            "sim" => Repeat(() => Task.FromResult(new SimulatedStore(TimeProvider.System, 1).Connect("bench")), count, capacity),
            "postgresql" => PostgreSql(count, capacity),
            _ => throw new ArgumentException($"no store '{provider}'"),
        });
        return 0;
    }

    private static async Task PostgreSql(int count, int capacity)
    {
        await using var server = await PostgresServer.StartNewAsync(new() { SharedBuffers = "1GB" });
        await Repeat(() => OpenAsync(server), count, capacity);
    }

    private static async Task<StorePorts> OpenAsync(PostgresServer server)
    {
        var options = new PostgreSqlStoreOptions { ConnectionString = await server.CreateDatabaseAsync() };
        var store = await PostgreSqlStore.OpenAsync(options, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        return store.Ports;
    }

    private static async Task Repeat(Func<Task<StorePorts>> open, int count, int capacity)
    {
        for (var round = 0; round < 5; round++) await DrainBenchmark.RunAsync(await open(), count, capacity);
    }
}
