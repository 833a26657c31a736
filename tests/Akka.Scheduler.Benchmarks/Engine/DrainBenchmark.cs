using System.Diagnostics;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Benchmarks.Engine;

/// <summary>How fast stored tasks that do nothing are drained: each is started and finished durably, with history.</summary>
internal static class DrainBenchmark
{
    /// <summary>Stores <paramref name="count"/> tasks while no slot is free, then opens <paramref name="capacity"/> slots and waits for the last durable end.</summary>
    public static async Task<double> RunAsync(StorePorts store, int count, int capacity)
    {
        var counter = new FinishCounter();
        await using var engine = await BenchmarkEngine.StartAsync(store, capacity: 0, counter);
        var submitted = Stopwatch.StartNew();
        await engine.SubmitAsync(count);
        Console.WriteLine($"stored {count} tasks at {count / submitted.Elapsed.TotalSeconds:F0}/s");
        var done = counter.After(count);
        var (watch, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        engine.SetCapacity(capacity);
        await done;
        var rate = count / watch.Elapsed.TotalSeconds;
        var used = (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / count;
        Console.WriteLine($"drained {count} tasks with {capacity} slots at {rate:F0}/s, {used:F1} µs of this process a task");
        return rate;
    }
}
