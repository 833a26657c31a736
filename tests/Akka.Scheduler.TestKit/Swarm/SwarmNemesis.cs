using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Kernel;
using Akka.Scheduler.TestKit.Simulation;

namespace Akka.Scheduler.TestKit.Swarm;

/// <summary>Does the harm of a swarm run beyond that of single calls and frames.</summary>
/// <remarks>It draws the same whether a fault takes place or is masked, so that leaving one out leaves the others alone.</remarks>
public sealed class SwarmNemesis(SwarmCluster cluster, SwarmOptions options, SeededRandom random)
{
    private readonly List<(DateTimeOffset At, Action Mend)> _wounds = [];

    private SimulatedStore Store => cluster.World.Store;

    /// <summary>Does something with the chance that the options give.</summary>
    public void Act()
    {
        MendDue();
        var (strikes, kind, first, second, extent) =
            (random.NextDouble(), random.Next(Math.Max(1, options.Nemeses.Count)), random.Next(cluster.Nodes.Count), random.Next(cluster.Nodes.Count), random.NextDouble());
        if (options.Nemeses.Count == 0 || strikes >= options.NemesisShare) return;
        Strike(options.Nemeses[kind], cluster.Nodes[first], cluster.Nodes[second], extent);
    }

    /// <summary>Mends everything.</summary>
    public void Heal()
    {
        foreach (var (_, mend) in _wounds) mend();
        _wounds.Clear();
    }

    private void Strike(FaultKind kind, SimulatedNode node, SimulatedNode other, double extent)
    {
        var id = node.Options.NodeId;
        if (kind == FaultKind.ForcedSteal)
        {
            // A node without the role would keep the shard for good and never serve it.
            if (node.IsUp && node.Options.Roles.Contains(MemberProfile.SchedulerRole)) Store.ForceSteal((int)(extent * 5) - 1, node.Host.Node);
            return;
        }

        if (!Store.Decide(kind, id)) return;
        switch (kind)
        {
            case FaultKind.NodeKilled when node.IsUp: cluster.Kill(node, Seconds(extent * 15)); break;
            case FaultKind.NodeStopped when node.IsUp && !node.IsPaused: cluster.Stop(node, Seconds(extent * 4), Seconds(extent * 10)); break;
            case FaultKind.NodePaused when node.IsUp: Pause(node, Seconds(extent * 25)); break;
            case FaultKind.StoreAway: Wound(Seconds(extent * 25), () => Store.Outage = true, () => Store.Outage = false); break;
            case FaultKind.CutFromStore: Wound(Seconds(extent * 20), () => Store.CutOff(id, true), () => Store.CutOff(id, false)); break;
            case FaultKind.CutBetweenNodes: Cut(node, other, extent, both: true); break;
            case FaultKind.CutOneWay: Cut(node, other, extent, both: false); break;
            default: break;
        }
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
        _wounds.Add((cluster.World.Simulation.Time.GetUtcNow() + lasts, mend));
    }

    private void MendDue()
    {
        var now = cluster.World.Simulation.Time.GetUtcNow();
        foreach (var wound in _wounds.Where(wound => wound.At <= now).ToList())
        {
            _wounds.Remove(wound);
            wound.Mend();
        }
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
