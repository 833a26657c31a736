using System.Globalization;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.TestKit.Simulation;

namespace Akka.Scheduler.Benchmarks.Engine;

/// <summary><c>drain [sim|sqlite|postgresql] [tasks] [slots]</c></summary>
internal static class DrainCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var provider = args.ElementAtOrDefault(0) ?? "sim";
        var count = int.Parse(args.ElementAtOrDefault(1) ?? "20000", CultureInfo.InvariantCulture);
        var capacity = int.Parse(args.ElementAtOrDefault(2) ?? "1024", CultureInfo.InvariantCulture);
        for (var round = 0; round < 3; round++) await DrainBenchmark.RunAsync(Open(provider), count, capacity);
        return 0;
    }

    private static StorePorts Open(string provider) => provider switch
    {
        "sim" => new SimulatedStore(TimeProvider.System, 1).Connect("bench"),
        _ => throw new ArgumentException($"no store '{provider}'"),
    };
}
