using System.Diagnostics;
using System.Globalization;
using Akka.Scheduler.TestKit.Swarm;
using Akka.Scheduler.TestKit.Swarm.Mutants;

namespace Akka.Scheduler.Benchmarks.Simulation;

/// <summary>Verb <c>simulate</c>: runs seeds of the simulated cluster, and tells of those that fail.</summary>
/// <remarks><c>--seed N</c> runs one and says what broke; <c>--from N --seeds M</c> runs many on all cores.
/// <c>--seed N --shrink</c> makes a failing one smaller. <c>--limits</c> draws runs that
/// are all about limits. <c>--mutant NAME</c> does so with a protocol that has one thing wrong.</remarks>
internal static class SimulateCommand
{
    public static int Run(string[] args)
    {
        var mutant = Text(args, "--mutant") is { } name ? SwarmMutants.All[name] : null;
        Func<ulong, SwarmRun> make = mutant is not null ? mutant.Run : args.Contains("--limits") ? static seed => new(seed, SwarmOptions.DrawLimits(seed)) : static seed => new(seed);
        if (Option(args, "--seed") is { } seed) return args.Contains("--shrink") ? Shrink(make(seed).Options, mutant, seed) : RunOne(make(seed), seed);
        return RunMany(make, Option(args, "--from") ?? 1, Option(args, "--seeds") ?? 2_000);
    }

    private static int RunOne(SwarmRun run, ulong seed)
    {
        Console.WriteLine($"seed {seed}: {run.Options}");
        run.Go();
        foreach (var problem in run.Problems) Console.WriteLine(problem);
        Console.WriteLine($"{run.World.Simulation.Turns} turns, {run.World.Store.Decisions.Count} faults, trace {run.TraceHash:x16}, {run.Problems.Count} problems");
        return run.Problems.Count == 0 ? 0 : 1;
    }

    private static int Shrink(SwarmOptions options, SwarmMutant? mutant, ulong seed)
    {
        var shrinker = new SwarmShrinker(seed, options, mutant);
        if (!shrinker.Shrink())
        {
            Console.WriteLine($"seed {seed} does not fail");
            return 0;
        }

        Console.WriteLine($"seed {seed}, after {shrinker.Tried} runs: {shrinker.Options.Steps} steps, {shrinker.Faults.Count} faults; {shrinker.Options}");
        foreach (var fault in shrinker.Faults) Console.WriteLine($"  {fault}");
        foreach (var problem in shrinker.Problems) Console.WriteLine(problem);
        return 1;
    }

    private static int RunMany(Func<ulong, SwarmRun> make, ulong from, ulong count)
    {
        var clock = Stopwatch.StartNew();
        var sweep = new SwarmSweep(make);
        sweep.Go(from, count, failed: Console.Write, tell: Tell);
        Console.WriteLine(sweep.Coverage);
        return sweep.Failures.Count == 0 ? 0 : 1;

        void Tell() => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{sweep.Done} of {count} seeds, {sweep.Failures.Count} failed, {sweep.Turns} turns, {sweep.Done / clock.Elapsed.TotalSeconds:0.0} seeds/s"));
    }

    private static ulong? Option(string[] args, string name) => Text(args, name) is { } text ? ulong.Parse(text, CultureInfo.InvariantCulture) : null;

    private static string? Text(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at < 0 || at + 1 >= args.Length ? null : args[at + 1];
    }
}
