using System.Diagnostics;
using System.Globalization;
using Akka.Scheduler.TestKit.Swarm;

namespace Akka.Scheduler.Benchmarks.Simulation;

/// <summary>Verb <c>simulate</c>: runs seeds of the simulated cluster, and tells of those that fail.</summary>
/// <remarks><c>--seed N</c> runs one and says what broke; <c>--from N --seeds M</c> runs many on all cores.</remarks>
internal static class SimulateCommand
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(5);

    public static int Run(string[] args)
    {
        if (Option(args, "--seed") is { } seed) return RunOne(seed);
        return RunMany(Option(args, "--from") ?? 1, Option(args, "--seeds") ?? 2_000);
    }

    private static int RunOne(ulong seed)
    {
        var run = new SwarmRun(seed);
        Console.WriteLine($"seed {seed}: {run.Options}");
        run.Go();
        foreach (var problem in run.Problems) Console.WriteLine(problem);
        Console.WriteLine($"{run.World.Simulation.Turns} turns, {run.World.Store.Decisions.Count} faults, trace {run.TraceHash:x16}, {run.Problems.Count} problems");
        return run.Problems.Count == 0 ? 0 : 1;
    }

    private static int RunMany(ulong from, ulong count)
    {
        var (next, done, failed, turns) = (from, 0L, 0L, 0L);
        var clock = Stopwatch.StartNew();
        var gate = new Lock();
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work)).ToList();
        foreach (var thread in threads) thread.Start();
        while (threads.Exists(thread => !thread.Join(TellEvery))) Tell();
        Tell();
        return failed == 0 ? 0 : 1;

        void Work()
        {
            while (Take() is { } seed)
            {
                var run = new SwarmRun(seed);
                run.Go();
                lock (gate)
                {
                    done++;
                    turns += run.World.Simulation.Turns;
                    if (run.Problems.Count == 0) continue;
                    failed++;
                    Console.WriteLine($"seed {seed} fails: {run.Problems[0]}");
                    Console.WriteLine($"  again: dotnet run -c Release --project tests/Akka.Scheduler.Benchmarks -- simulate --seed {seed}");
                }
            }
        }

        ulong? Take()
        {
            lock (gate) return next < from + count ? next++ : null;
        }

        void Tell()
        {
            lock (gate)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} of {count} seeds, {failed} failed, {turns} turns, {done / clock.Elapsed.TotalSeconds:0.0} seeds/s"));
        }
    }

    private static ulong? Option(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at < 0 || at + 1 >= args.Length ? null : ulong.Parse(args[at + 1], CultureInfo.InvariantCulture);
    }
}
