using Akka.Scheduler.Kernel;
using Akka.Scheduler.Testing.Simulation;
using Akka.Scheduler.TestKit.Swarm.Mutants;

namespace Akka.Scheduler.TestKit.Swarm;

/// <summary>One seeded run of a cluster: random work under random faults, then all is healed, and the history is judged.</summary>
public sealed class SwarmRun
{
    private const int StepsToJudge = 15;

    // Far more than any run takes once it is healed.
    private const long MostTurnsToEnd = 200_000;
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);
    private readonly SwarmOptions _options;
    private readonly SwarmCluster _cluster;
    private readonly SwarmNemesis _nemesis;
    private readonly SwarmWorkload _workload;
    private readonly SimulatedWorld _world;
    private readonly SeededRandom _pace;

    /// <summary>Makes a run.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="options">What it is made of; default what the seed draws.</param>
    /// <param name="mutant">What is wrong with the protocol; default nothing.</param>
    public SwarmRun(ulong seed, SwarmOptions? options = null, SwarmMutant? mutant = null)
    {
        _world = new(seed);
        _world.Store.Weakness = mutant?.Weakness ?? StoreWeakness.None;
        _options = options ?? SwarmOptions.Draw(seed);
        SwarmWorkload? workload = null;
        _cluster = new(_world, _options, attempt => workload!.Behave(attempt), mutant);
        _workload = workload = new(_cluster, seed ^ 0xBE4A, _options.Limited, _options.IsAboutLimits);
        _nemesis = new(_cluster, _options, new(seed ^ 0xFA17));
        _pace = new(seed ^ 0x9ACE);
    }

    /// <summary>What it is made of.</summary>
    public SwarmOptions Options => _options;

    /// <summary>A digest of everything that happened.</summary>
    public ulong TraceHash => _world.Simulation.TraceHash;

    /// <summary>What they share.</summary>
    public SimulatedWorld World => _world;

    /// <summary>What broke; empty when nothing did.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>How often what happened in it.</summary>
    public SwarmCoverage Coverage => SwarmCoverage.Of(_world, _cluster, _nemesis);

    /// <summary>Runs it.</summary>
    /// <param name="only">The faults that take place of those that are decided; default all.</param>
    public void Go(IReadOnlySet<FaultMark>? only = null)
    {
        if (only is not null) _world.Store.Allows = only.Contains;
        try
        {
            _cluster.Start();
            _workload.Limit();
            _workload.Schedule();
            Trouble();
            if (Problems.Count == 0) Heal();
        }
        catch (Exception stuck)
        {
            Problems = [stuck is InvalidOperationException ? stuck.Message : stuck.ToString(), .. _cluster.Nodes.SelectMany(node => node.Observer.Failures)];
        }
    }

    private void Trouble()
    {
        (_world.Store.Rates, _world.Network.Rates) = (_options.Store, _options.Network);
        for (var step = 1; step <= _options.Steps && Problems.Count == 0; step++)
        {
            _workload.Act();
            _nemesis.Act();
            _world.Simulation.Advance(TimeSpan.FromMilliseconds(_pace.Next(2_000)));
            _cluster.Tend();
            if (step % StepsToJudge == 0) Problems = Judge($"at step {step}: ");
        }
    }

    private void Heal()
    {
        _nemesis.Heal();
        (_world.Store.Rates, _world.Network.Rates) = (SwarmOptions.Healthy, new());
        _cluster.WakeAll();
        if (!Wait(Recovery, () => !_cluster.Idle().Any()))
        {
            Problems = [.. _cluster.Idle().Select(what => $"{Recovery} after the healing, {what}")];
            return;
        }

        var turns = _world.Simulation.Turns;
        _workload.EndSchedules();
        Wait(Patience, IsFinished);
        // Whoever was robbed of a shard at the last moment is told so soon.
        Wait(Recovery, () => !Kept().Any());
        Problems = [.. HistoryChecker.Unfinished(_world.Store.State), .. Kept(), .. Judge("")];
        if (_world.Simulation.Turns - turns is > MostTurnsToEnd and var spent) Problems = [$"{spent} turns after the healing: something goes round and round", .. Problems];
    }

    private bool IsFinished()
    {
        _workload.EndPauses();
        return !HistoryChecker.Unfinished(_world.Store.State).Any();
    }

    private IEnumerable<string> Kept() => _cluster.Nodes.Where(node => node.IsUp && (node.Host.Limits.Held, node.Host.Limits.Waiting) != (0, 0))
        .Select(node => $"{node.Options.NodeId} keeps {node.Host.Limits.Held} permits, and {node.Host.Limits.Waiting} wait, when all is finished");

    private bool Wait(TimeSpan patience, Func<bool> isOver)
    {
        var turns = _world.Simulation.Turns;
        for (var waited = TimeSpan.Zero; !isOver(); waited += Pause)
        {
            if (waited >= patience || _world.Simulation.Turns - turns > MostTurnsToEnd) return false;
            _world.Simulation.Advance(Pause);
            _cluster.Tend();
        }

        return true;
    }

    // All that holds at any time.
    private List<string> Judge(string when)
    {
        var runs = _cluster.Nodes.SelectMany(node => node.Executor.Runs).ToList();
        List<string> problems = [.. _cluster.Nodes.SelectMany(node => node.Observer.Failures)];
        problems.AddRange(HistoryChecker.Problems(_world.Store.State, runs, _workload.Acknowledged, _world.Store.RolledBack));
        if (_options.Limited > 0 && _world.Store.RolledBack.Count == 0) problems.AddRange(LimitWatch.Problems(_world.Store.State, _cluster.Nodes.SelectMany(node => node.Observer.Limits)));
        problems.AddRange(_cluster.Nodes.Where(node => node.Executor.MostAtOnce > _options.Capacity).Select(node => $"{node.Options.NodeId} ran {node.Executor.MostAtOnce} attempts at once"));
        return [.. problems.Select(problem => when + problem)];
    }
}
