using System.Diagnostics;
using System.Globalization;
using Akka.Scheduler.Storage.PostgreSql;
using Akka.Scheduler.TestKit.PostgreSql;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akka.Scheduler.Benchmarks.Storage;

/// <summary>How many tasks a second the PostgreSQL store starts and finishes (two commits each), beside a bare writer of the same rows.</summary>
/// <remarks>Both take turns on the same server, so that other load on the machine meets both alike. Client and server share the machine.</remarks>
internal static class StoreBenchmark
{
    private const int Shards = 64;

    /// <param name="args">Tasks in a run (40000), rounds (3), and a connection string (a private server).</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var tasks = int.Parse(args.ElementAtOrDefault(0) ?? "40000", CultureInfo.InvariantCulture);
        var rounds = int.Parse(args.ElementAtOrDefault(1) ?? "3", CultureInfo.InvariantCulture);
        await using var server = args.Length > 2 ? null : await PostgresServer.StartNewAsync(new PostgresOptions
        {
            SharedBuffers = "512MB",
            Settings = new Dictionary<string, string> { ["max_wal_size"] = "4GB", ["wal_buffers"] = "16MB" },
        });
        var database = args.ElementAtOrDefault(2) ?? await server!.CreateDatabaseAsync();
        await using var store = await PostgreSqlStore.OpenAsync(
            new() { ConnectionString = database }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        await using var bare = new BareWriter(database, Shards);
        var load = await StoreLoad.JoinAsync(store.Ports, Shards);
        await load.RunAsync(tasks / 8, 60);
        await bare.RunAsync(tasks / 8, 60);

        Console.WriteLine("batch   bare/s   store/s   share   client us/task (bare, store)");
        foreach (var batch in new[] { 20, 60, 250 })
        {
            for (var round = 0; round < rounds; round++)
            {
                var (limit, limitCpu) = await MeasureAsync(tasks, () => bare.RunAsync(tasks, batch));
                var (rate, cpu) = await MeasureAsync(tasks, () => load.RunAsync(tasks, batch));
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{batch,5} {limit,8:F0} {rate,9:F0} {rate / limit,7:P0}   {limitCpu,6:F1} {cpu,6:F1}"));
            }
        }

        return 0;
    }

    /// <summary>Tasks a second of wall time, and microseconds of this process's CPU time a task. The run says how long its measured part took.</summary>
    private static async Task<(double Rate, double Cpu)> MeasureAsync(int tasks, Func<Task<Measured>> run)
    {
        GC.Collect();
        var measured = await run();
        return (tasks / measured.Wall.TotalSeconds, measured.Cpu.TotalMicroseconds / tasks);
    }
}

/// <summary>What the measured part of a run took.</summary>
internal readonly record struct Measured(TimeSpan Wall, TimeSpan Cpu)
{
    public static async Task<Measured> OfAsync(Func<Task> work)
    {
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await work();
        var wall = watch.Elapsed;
        process.Refresh();
        return new(wall, process.TotalProcessorTime - cpu);
    }
}
