using System.Diagnostics;
using System.Globalization;
using Akka.Scheduler.TestKit.Swarm;

namespace Akka.Scheduler.Benchmarks.Simulation;

/// <summary>Verb <c>simulate</c>: runs seeds of the simulated cluster, and tells of those that fail.</summary>
/// <remarks><c>--seed N</c> runs one and says what broke; <c>--from N --seeds M</c> runs many on all cores.</remarks>
internal static class SimulateCommand
{
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
        var clock = Stopwatch.StartNew();
        var sweep = new SwarmSweep(seed => new(seed));
        sweep.Go(from, count, failed: Console.Write, tell: Tell);
        return sweep.Failures.Count == 0 ? 0 : 1;

        void Tell() => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{sweep.Done} of {count} seeds, {sweep.Failures.Count} failed, {sweep.Turns} turns, {sweep.Done / clock.Elapsed.TotalSeconds:0.0} seeds/s"));
    }

    private static ulong? Option(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at < 0 || at + 1 >= args.Length ? null : ulong.Parse(args[at + 1], CultureInfo.InvariantCulture);
    }
}
