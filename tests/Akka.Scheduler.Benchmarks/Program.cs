using Akka.Scheduler.Benchmarks.Cron;
using Akka.Scheduler.Benchmarks.Drain;
using Akka.Scheduler.Benchmarks.Engine;
using Akka.Scheduler.Benchmarks.Kernel;
using Akka.Scheduler.Benchmarks.Load;
using Akka.Scheduler.Benchmarks.Rest;
using Akka.Scheduler.Benchmarks.Scale;
using Akka.Scheduler.Benchmarks.Simulation;
using Akka.Scheduler.Benchmarks.Storage;
using Akka.Scheduler.Benchmarks.Takeover;
using Akka.Scheduler.Benchmarks.Transport;

// The first argument names the benchmark; the rest is its own.
switch (args.FirstOrDefault())
{
    case "cron":
        return CronBenchmark.Run(Console.Out);
    case "latency":
        return await LatencyCommand.RunAsync(args[1..]);
    case "kernel":
        KernelBenchmark.Run(args[1..]);
        return 0;
    case "drain":
        return await DrainCommand.RunAsync(args[1..]);
    case "load":
        return await LoadBenchmark.RunAsync(args[1..]);
    case "rest":
        return await RestCommand.RunAsync(args[1..]);
    case "scale":
        return await ScaleBenchmark.RunAsync();
    case "simulate":
        return SimulateCommand.Run(args[1..]);
    case "sqlite":
        return await SqliteBenchmark.RunAsync(args[1..]);
    case "store":
        return await StoreBenchmark.RunAsync(args[1..]);
    case "takeover":
        return await TakeoverBenchmark.RunAsync(args[1..]);
    case "transport":
        return await TransportBenchmark.RunAsync(args[1..]);
    default:
        Console.Error.WriteLine("Which benchmark? cron, drain, kernel, latency, load, rest, scale, simulate, sqlite, store, takeover, transport");
        return 2;
}
