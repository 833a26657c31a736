using System.Diagnostics;
using Akka.Scheduler.Benchmarks.Engine;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Storage.PostgreSql;
using Akka.Scheduler.Testing.Simulation;
using Akka.Scheduler.TestKit.PostgreSql;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akka.Scheduler.Benchmarks.Drain;

/// <summary>How fast stored tasks that do nothing are drained: each is started and finished durably, with history.</summary>
internal static class DrainBenchmark
{
    /// <summary>One round on PostgreSQL with the options' defaults, and the bare database doing the same writes right after it.</summary>
    public static async Task<DrainRound> OnPostgreSqlAsync(PostgresServer server, int count, int capacity)
    {
        var (database, copy) = (await server.CreateDatabaseAsync(), await server.CreateDatabaseAsync());
        try
        {
            var options = new PostgreSqlStoreOptions { ConnectionString = database };
            var (round, replay) = await MeasureAsync(options, count, capacity);
            var bare = await replay.RunAsync(copy);
            return round with { BareRate = count / bare.TotalSeconds, Commits = replay.Commits };
        }
        finally
        {
            await server.DropDatabaseAsync(database);
            await server.DropDatabaseAsync(copy);
        }
    }

    /// <summary>One round on a store in memory: what the engine can do by itself.</summary>
    public static Task<DrainRound> InMemoryAsync(int count, int capacity)
    {
        var store = new SimulatedStore(TimeProvider.System, 1).Connect("bench");
        return RunAsync(store, count, capacity, () => { });
    }

    private static async Task<(DrainRound Round, CommitReplay Replay)> MeasureAsync(PostgreSqlStoreOptions options, int count, int capacity)
    {
        await using var store = await PostgreSqlStore.OpenAsync(options, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        var recorder = new CommitRecorder(store.Ports.Shards);
        var stored = 0;
        var round = await RunAsync(store.Ports with { Shards = recorder }, count, capacity, () => stored = recorder.Applied.Count);
        return (round, await CommitReplay.ReadAsync(options, recorder.Applied.Take(stored), recorder.Applied.Skip(stored)));
    }

    // Stores the tasks while no slot is free, then opens the slots and waits for the last durable end.
    private static async Task<DrainRound> RunAsync(StorePorts store, int count, int capacity, Action stored)
    {
        var counter = new FinishCounter();
        await using var engine = await BenchmarkEngine.StartAsync(store, capacity: 0, counter);
        var submitting = Stopwatch.StartNew();
        await engine.SubmitAsync(count);
        var storeRate = count / submitting.Elapsed.TotalSeconds;
        stored();
        var done = counter.After(count);
        var (watch, cpu, bytes) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        engine.SetCapacity(capacity);
        await done;
        var rate = count / watch.Elapsed.TotalSeconds;
        return new(storeRate, rate, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / count, (GC.GetTotalAllocatedBytes() - bytes) / (double)count);
    }
}

/// <summary>What a round has shown; all rates in tasks a second.</summary>
/// <param name="StoreRate">Submitted and durable.</param>
/// <param name="Rate">Started and finished.</param>
/// <param name="Cpu">Microseconds of this process for each drained task.</param>
/// <param name="Bytes">What this process allocates for each drained task.</param>
internal sealed record DrainRound(double StoreRate, double Rate, double Cpu, double Bytes)
{
    /// <summary>The same writes with nothing around them.</summary>
    public double BareRate { get; init; }

    /// <summary>Transactions that the drain took.</summary>
    public int Commits { get; init; }
}
