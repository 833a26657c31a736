using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Testing.Simulation;
using Akka.Scheduler.TestKit.Swarm.Mutants;

namespace Akka.Scheduler.TestKit.Swarm;

/// <summary>The nodes of a swarm run, and the init system that starts them again.</summary>
public sealed class SwarmCluster
{
    private readonly Dictionary<SimulatedNode, DateTimeOffset> _asleep = [];

    /// <summary>Makes nodes that are not started.</summary>
    public SwarmCluster(SimulatedWorld world, SwarmOptions options, Func<AttemptContext, ScriptedAttempt> script, SwarmMutant? mutant)
    {
        World = world;
        for (var number = 1; number <= options.Nodes; number++) Nodes.Add(Make($"node-{number}", worker: false));
        for (var number = 1; number <= options.Workers; number++) Nodes.Add(Make($"worker-{number}", worker: true));

        SimulatedNode Make(string id, bool worker)
        {
            var settings = new WorkerSettings { Capacity = options.Capacity };
            var node = new SimulatedNode(world, id) { Between = ports => mutant is null ? ports : mutant.Between(world, ports) };
            node.Executor.Script = script;
            node.Options = node.Options with
            {
                Roles = worker ? [MemberProfile.WorkerRole] : node.Options.Roles,
                Shards = new ShardSettings { Horizon = TimeSpan.FromSeconds(20), PageSize = 4, MaxLivePerLane = 6, Commits = new() { MaxBatch = options.MaxBatch } },
                Worker = mutant is null ? settings : mutant.Worker(settings),
                Monitors = new() { RebalanceInterval = TimeSpan.FromSeconds(4) },
            };
            return node;
        }
    }

    /// <summary>What they share.</summary>
    public SimulatedWorld World { get; }

    /// <summary>All of them.</summary>
    public List<SimulatedNode> Nodes { get; } = [];

    /// <summary>Those that are started and own shards.</summary>
    public IReadOnlyList<SimulatedNode> Up => [.. Nodes.Where(node => node.IsUp && !node.IsPaused)];

    /// <summary>What does not do its work although nothing is wrong any more; empty when everything does.</summary>
    public IEnumerable<string> Idle()
    {
        var state = World.Store.State;
        foreach (var (number, shard) in state.Shards)
        {
            if (shard.Owner is not { } owner || MembershipSteps.Living(state, owner) is not { State: MemberState.Up }) yield return $"shard {number} has no living owner: {shard.Owner}";
            if (!shard.Inbox.IsEmpty) yield return $"the inbox of shard {number} holds {shard.Inbox.Count}";
        }

        foreach (var node in Nodes)
        {
            if (!node.IsUp || node.Host.Broken.IsCompleted) yield return $"{node.Options.NodeId} is down";
            else if (node.Host.Serving.Covered < node.Host.Serving.Expected) yield return $"{node.Options.NodeId} sees {node.Host.Serving.Covered} of {node.Host.Serving.Expected} shards served";
            else if (!node.Host.IsTrusted) yield return $"{node.Options.NodeId} does not trust its lease";
        }
    }

    /// <summary>Starts all of them and waits until every shard is served.</summary>
    public void Start()
    {
        foreach (var node in Nodes) node.Start();
        if (!World.Simulation.RunUntil(() => Nodes.TrueForAll(node => node.Host.Serving.Covered == node.Host.Serving.Expected), TimeSpan.FromMinutes(2)))
            throw new InvalidOperationException("not every shard came to be served");
    }

    /// <summary>Ends a node, to be started again after a while.</summary>
    public void Kill(SimulatedNode node, TimeSpan asleep)
    {
        node.Kill();
        _asleep[node] = node.Now + asleep;
    }

    /// <summary>Stops a node in order, to be started again after a while.</summary>
    public void Stop(SimulatedNode node, TimeSpan grace, TimeSpan asleep)
    {
        node.Stop(grace);
        _asleep[node] = node.Now + asleep;
    }

    /// <summary>Does what an init system does: starts who is down long enough, and again who cannot go on.</summary>
    public void Tend()
    {
        foreach (var node in Nodes)
        {
            if (node.IsPaused) continue;
            if (node.IsUp) node.RestartIfBroken();
            else if (!_asleep.TryGetValue(node, out var until) || until <= node.Now) node.TryStart();
        }
    }

    /// <summary>Starts all that are down.</summary>
    public void WakeAll()
    {
        _asleep.Clear();
        foreach (var node in Nodes)
        {
            node.Pause(false);
            node.RestartIfBroken();
            node.Start();
        }
    }
}
