using Akka.Scheduler.Benchmarks.Cron;
using Akka.Scheduler.Benchmarks.Kernel;

// The first argument names the benchmark; the rest is its own.
switch (args.FirstOrDefault())
{
    case "cron":
        return CronBenchmark.Run(Console.Out);
    case "kernel":
        KernelBenchmark.Run(args[1..]);
        return 0;
    default:
        Console.Error.WriteLine("Which benchmark? cron, kernel");
        return 2;
}
