using Akka.Scheduler.Testing.Simulation;
using Akka.Scheduler.TestKit.Swarm.Mutants;

namespace Akka.Scheduler.TestKit.Swarm;

/// <summary>Makes a failing run smaller: fewer kinds of faults, fewer steps, and of the faults only those that it takes.</summary>
/// <remarks>Faults are left out by delta debugging (Zeller and Hildebrandt, 2002). Each one keeps its name whatever else is left out.</remarks>
/// <param name="seed">The seed.</param>
/// <param name="options">What the failing run was made of.</param>
/// <param name="mutant">What is wrong with the protocol; absent: nothing that is known.</param>
/// <param name="budget">How many runs may be tried.</param>
public sealed class SwarmShrinker(ulong seed, SwarmOptions options, SwarmMutant? mutant = null, int budget = 600)
{
    private SwarmOptions _options = options;
    private HashSet<FaultMark>? _only;
    private SwarmRun? _smallest;

    /// <summary>How many runs it has tried.</summary>
    public int Tried { get; private set; }

    /// <summary>What the smallest failing run was made of.</summary>
    public SwarmOptions Options => _options;

    /// <summary>The faults of the smallest failing run.</summary>
    public IReadOnlyList<FaultDecision> Faults => [.. Smallest.World.Store.Decisions.Where(decision => !decision.Masked)];

    /// <summary>What broke in it.</summary>
    public IReadOnlyList<string> Problems => Smallest.Problems;

    private SwarmRun Smallest => _smallest ?? throw new InvalidOperationException("nothing failed");

    /// <summary>Makes it smaller.</summary>
    /// <returns>False when the run does not fail to begin with.</returns>
    public bool Shrink()
    {
        if (!Fails(_options, null)) return false;
        foreach (var simpler in Simplifications()) Fails(simpler(_options), _only);
        ShortenRun();
        DropFaults();
        ShortenRun();
        return true;
    }

    private static IEnumerable<Func<SwarmOptions, SwarmOptions>> Simplifications()
    {
        yield return static options => options with { Network = new() };
        yield return static options => options with { Network = options.Network with { Lost = 0, Doubled = 0 } };
        yield return static options => options with { Workers = 0 };
        yield return static options => options with { Store = SwarmOptions.Healthy };
        yield return static options => options with { Store = options.Store with { Slow = 0 } };
        yield return static options => options with { Store = options.Store with { Refused = 0 } };
        yield return static options => options with { Store = options.Store with { LostRequest = 0 } };
        yield return static options => options with { Store = options.Store with { LateApply = 0 } };
        yield return static options => options with { Store = options.Store with { LostAck = 0 } };
    }

    private void ShortenRun()
    {
        foreach (var keeps in new[] { 0.25, 0.5, 0.5, 0.75, 0.75, 0.9 }) Fails(_options with { Steps = (int)(_options.Steps * keeps) }, _only);
        while (_options.Steps > 0 && Fails(_options with { Steps = _options.Steps - 1 }, _only))
        {
        }
    }

    private void DropFaults()
    {
        for (var parts = 2; Marks() is { Count: > 0 } marks;)
        {
            parts = Math.Min(parts, marks.Count);
            if (marks.Chunk((marks.Count + parts - 1) / parts).Any(part => Fails(_options, [.. marks.Except(part)]))) parts = Math.Max(parts - 1, 2);
            else if (parts == marks.Count) return;
            else parts *= 2;
        }
    }

    private List<FaultMark> Marks() => [.. Faults.Select(fault => fault.Mark)];

    private bool Fails(SwarmOptions candidate, HashSet<FaultMark>? only)
    {
        if (Tried >= budget) return false;
        Tried++;
        var run = new SwarmRun(seed, candidate, mutant);
        run.Go(only);
        if (mutant is null ? run.Problems.Count == 0 : !run.Problems.Any(mutant.IsNoticedBy)) return false;
        (_options, _only, _smallest) = (candidate, only, run);
        return true;
    }
}
