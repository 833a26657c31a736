using Akka.Scheduler.Benchmarks.Kernel;

// The first argument names the benchmark; the rest is its own.
switch (args.FirstOrDefault())
{
    case "kernel":
        KernelBenchmark.Run(args[1..]);
        return 0;
    default:
        Console.Error.WriteLine("Which benchmark? kernel");
        return 2;
}
