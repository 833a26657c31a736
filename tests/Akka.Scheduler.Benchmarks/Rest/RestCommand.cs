using System.Globalization;
using Akka.Scheduler.TestKit.PostgreSql;
using Akka.Scheduler.TestKit.Processes;

namespace Akka.Scheduler.Benchmarks.Rest;

/// <summary><c>rest [postgresql|sqlite] [tasks] [connection string]</c>: a published node with a million tasks due over a year; a private server without a connection string.</summary>
internal static class RestCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var provider = args.ElementAtOrDefault(0) ?? "postgresql";
        var tasks = int.Parse(args.ElementAtOrDefault(1) ?? "1000000", CultureInfo.InvariantCulture);
        switch (provider)
        {
            case "sqlite":
                await RunAsync(tasks, "scheduler.store.provider=sqlite");
                return 0;
            case "postgresql":
                await using (var server = args.Length > 2 ? null : await PostgresServer.StartNewAsync(new() { SharedBuffers = "1GB" }))
                {
                    var database = args.ElementAtOrDefault(2) ?? await server!.CreateDatabaseAsync();
                    await RunAsync(tasks, "scheduler.store.provider=postgresql", $"scheduler.store.connection-string=\"{database}\"");
                }

                return 0;
            default:
                Console.Error.WriteLine($"no store '{provider}': postgresql or sqlite");
                return 2;
        }
    }

    private static async Task RunAsync(int tasks, params string[] settings)
    {
        await using var node = await NodeProcess.StartAsync(settings);
        await new RestBenchmark(node, tasks).RunAsync();
    }
}
