using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Kernel;
using Akka.Scheduler.Testing.Simulation;

namespace Akka.Scheduler.TestKit.Swarm;

/// <summary>Does the harm of a swarm run beyond that of single calls and frames.</summary>
/// <remarks>It draws and decides the same whether a fault can take place, does so, or is left out: leaving one out leaves the others alone.</remarks>
public sealed class SwarmNemesis(SwarmCluster cluster, SwarmOptions options, SeededRandom random)
{
    private static readonly TimeSpan KeepsStates = TimeSpan.FromSeconds(10);
    private readonly List<(DateTimeOffset At, Action Mend)> _wounds = [];
    private readonly Queue<(DateTimeOffset At, StoreState State)> _states = [];

    /// <summary>How often each fault took place.</summary>
    internal Dictionary<FaultKind, long> Happened { get; } = [];

    private SimulatedStore Store => cluster.World.Store;

    private DateTimeOffset Now => cluster.World.Simulation.Time.GetUtcNow();

    /// <summary>Does something with the chance that the options give.</summary>
    public void Act()
    {
        MendDue();
        KeepState();
        var (strikes, kind, first, second, extent) =
            (random.NextDouble(), random.Next(Math.Max(1, options.Nemeses.Count)), random.Next(cluster.Nodes.Count), random.Next(cluster.Nodes.Count), random.NextDouble());
        if (options.Nemeses.Count == 0 || strikes >= options.NemesisShare) return;
        var (fault, node) = (options.Nemeses[kind], cluster.Nodes[first]);
        if (!Store.Decide(fault, node.Options.NodeId) || !Strike(fault, node, cluster.Nodes[second], extent)) return;
        Happened[fault] = Happened.GetValueOrDefault(fault) + 1;
    }

    /// <summary>Mends everything.</summary>
    public void Heal()
    {
        foreach (var (_, mend) in _wounds) mend();
        _wounds.Clear();
    }

    private bool Strike(FaultKind kind, SimulatedNode node, SimulatedNode other, double extent)
    {
        var id = node.Options.NodeId;
        switch (kind)
        {
            // A node without the role would keep the shard for good and never serve it.
            case FaultKind.ForcedSteal when node.IsUp && node.Options.Roles.Contains(MemberProfile.SchedulerRole):
                return Store.Seize((int)(extent * 5) + ShardTerm.Singleton, node.Host.Node) is not null;
            case FaultKind.NodeKilled when node.IsUp: return Done(() => cluster.Kill(node, Seconds(extent * 15)));
            case FaultKind.NodeStopped when node.IsUp && !node.IsPaused: return Done(() => cluster.Stop(node, Seconds(extent * 4), Seconds(extent * 10)));
            case FaultKind.NodePaused when node.IsUp: return Done(() => Pause(node, Seconds(extent * 25)));
            case FaultKind.StoreAway: return Done(() => Wound(Seconds(extent * 25), () => Store.Outage = true, () => Store.Outage = false));
            case FaultKind.CutFromStore: return Done(() => Wound(Seconds(extent * 20), () => Store.CutOff(id, true), () => Store.CutOff(id, false)));
            case FaultKind.CutBetweenNodes when node != other: return Done(() => Cut(node, other, extent, both: true));
            case FaultKind.CutOneWay when node != other: return Done(() => Cut(node, other, extent, both: false));
            case FaultKind.Rollback when _states.Count > 0: return Done(GoBack);
            default: return false;
        }
    }

    private static bool Done(Action harm)
    {
        harm();
        return true;
    }

    private void Pause(SimulatedNode node, TimeSpan lasts)
    {
        node.Pause(true);
        _wounds.Add((node.Now + lasts, () => node.Pause(false)));
    }

    private void Cut(SimulatedNode node, SimulatedNode other, double extent, bool both)
    {
        var (from, to, network) = (node.Options.NodeId, other.Options.NodeId, cluster.World.Network);
        Wound(Seconds(extent * 20), () => Set(true), () => Set(false));

        void Set(bool cut)
        {
            network.Cut(from, to, cut);
            if (both) network.Cut(to, from, cut);
        }
    }

    private void Wound(TimeSpan lasts, Action hurt, Action mend)
    {
        hurt();
        _wounds.Add((Now + lasts, mend));
    }

    private void MendDue()
    {
        var now = Now;
        foreach (var wound in _wounds.Where(wound => wound.At <= now).ToList())
        {
            _wounds.Remove(wound);
            wound.Mend();
        }
    }

    // What a replica that lags still has.
    private void KeepState()
    {
        if (!options.Nemeses.Contains(FaultKind.Rollback)) return;
        _states.Enqueue((Now, Store.State));
        while (_states.Peek().At < Now - KeepsStates) _states.Dequeue();
    }

    // What came after it is lost for good: a later replica follows the store that went back, and not the one that it left behind.
    private void GoBack()
    {
        var older = _states.Peek();
        Store.PutBack(older.State);
        _states.Clear();
        _states.Enqueue(older);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
