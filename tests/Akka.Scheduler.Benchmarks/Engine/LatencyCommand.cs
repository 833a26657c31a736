using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Storage.PostgreSql;
using Akka.Scheduler.Testing.Simulation;
using Akka.Scheduler.TestKit.PostgreSql;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akka.Scheduler.Benchmarks.Engine;

/// <summary><c>latency [sim|postgresql]</c></summary>
internal static class LatencyCommand
{
    public static async Task<int> RunAsync(string[] args)
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

    private static async Task<StorePorts> OpenAsync(PostgresServer server)
    {
        var options = new PostgreSqlStoreOptions { ConnectionString = await server.CreateDatabaseAsync() };
        var store = await PostgreSqlStore.OpenAsync(options, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        return store.Ports;
    }
}
