using System.Globalization;
using Akka.Scheduler.Benchmarks.Engine;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Storage.PostgreSql;
using Akka.Scheduler.Storage.Sqlite;
using Akka.Scheduler.TestKit.PostgreSql;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akka.Scheduler.Benchmarks.Load;

/// <summary><c>load [postgresql|sqlite] [rounds]</c>: how long after a take-over a shard's waiting tasks are in memory, by how many lanes they stand in.</summary>
internal static class LoadBenchmark
{
    private const int Tasks = 15_000;

    public static async Task<int> RunAsync(string[] args)
    {
        var provider = args.ElementAtOrDefault(0) ?? "postgresql";
        var rounds = int.Parse(args.ElementAtOrDefault(1) ?? "3", CultureInfo.InvariantCulture);
        Console.WriteLine($"{Tasks} waiting tasks of one shard");
        switch (provider)
        {
            case "postgresql":
                await using (var server = await PostgresServer.StartNewAsync(new() { SharedBuffers = "1GB" }))
                {
                    foreach (var lanes in new[] { 1, 100, 3_000 })
                    {
                        await using var store = await PostgreSqlStore.OpenAsync(
                            new() { ConnectionString = await server.CreateDatabaseAsync() }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
                        await MeasureAsync(store.Ports, lanes, rounds);
                    }
                }

                return 0;
            case "sqlite":
                foreach (var lanes in new[] { 1, 100, 3_000 })
                {
                    var directory = Directory.CreateTempSubdirectory("scheduler-load-").FullName;
                    await using (var store = await SqliteStore.OpenAsync(new() { Directory = directory }, TimeProvider.System, CancellationToken.None))
                        await MeasureAsync(store.Ports, lanes, rounds);
                    Directory.Delete(directory, recursive: true);
                }

                return 0;
            default:
                Console.Error.WriteLine($"no store '{provider}': postgresql or sqlite");
                return 2;
        }
    }

    private static async Task MeasureAsync(StorePorts store, int lanes, int rounds)
    {
        // A lane is read on until its window is half full: so all of them come into memory, however many lanes share it.
        var settings = new ShardSettings { MaxLivePerLane = 2 * Tasks };
        await using (var engine = await BenchmarkEngine.StartAsync(store, capacity: 0, new FinishCounter(), shards: 1, shard: settings))
            await engine.SubmitAsync(Tasks, queue: number => $"queue-{number % lanes}");
        for (var round = 0; round < rounds; round++)
        {
            var watch = new LoadedTasks(store.Shards, Tasks);
            await using var engine = await BenchmarkEngine.StartAsync(store with { Shards = watch }, capacity: 0, new FinishCounter(), shards: 1, shard: settings);
            var took = await watch.Done;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{lanes,6} lanes: {took.TotalMilliseconds,8:F0} ms, {watch.Calls,6} calls"));
        }
    }
}
