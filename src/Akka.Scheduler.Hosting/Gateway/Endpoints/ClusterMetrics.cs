using System.Text;
using System.Text.Json;
using Akka.Scheduler.Cluster;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Cluster.Sharding.Monitors;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Hosting.Gateway.Views;
using Akka.Scheduler.Hosting.Runtime;
using Akka.Scheduler.Hosting.Transport;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>The cluster's lines of <c>GET /metrics</c>: gauges as this node saw the cluster last, counters of what happened on this node.</summary>
internal static class ClusterMetrics
{
    public static void Write(StringBuilder text, SchedulerRuntime runtime)
    {
        if (runtime.IsStarted) WriteView(text, runtime.Engine.Cluster.Current, runtime.Engine.Node);
        var log = runtime.Cluster;
        MetricsText.One(text, "scheduler_elections_total", "counter", "How often the scheduler singleton came to this node.", log.Elections);
        MetricsText.One(text, "scheduler_members_declared_dead_total", "counter", "Members that this node declared dead.", log.DeclaredDead);
        MetricsText.One(text, "scheduler_shard_maps_published_total", "counter", "Shard maps that this node published.", log.Maps);
        MetricsText.One(text, "scheduler_cluster_trouble_total", "counter", "Looks at the cluster, messages and take-overs that did not end well.", log.Trouble);
        MetricsText.Head(text, "scheduler_peer_trouble_total", "counter", "Connections from or to other nodes that were refused or broke, by why.");
        foreach (var fault in Enum.GetValues<TransportFault>())
            MetricsText.Line(text, $"scheduler_peer_trouble_total{{fault=\"{JsonNamingPolicy.CamelCase.ConvertName(fault.ToString())}\"}}", log.PeerTrouble(fault));
        MetricsText.Head(text, "scheduler_shard_changes_total", "counter", "How often a shard changed hands on this node, by how.");
        foreach (var change in Enum.GetValues<ShardChange>())
            MetricsText.Line(text, $"scheduler_shard_changes_total{{change=\"{change.ToString().ToLowerInvariant()}\"}}", log.Moves(change));
        MetricsText.Histogram(text, "scheduler_hand_off_seconds", "How long hand-offs of shards took, from the word to the release.", log.HandOff);
        MetricsText.Histogram(text, "scheduler_take_over_seconds", "How long take-overs of shards took, from the new term to serving.", log.TakeOver);
        if (!runtime.IsStarted) return;
        WriteMonitors(text, runtime.Engine.Monitors);
        WriteWorkers(text, runtime.Engine.Workers);
    }

    private static void WriteMonitors(StringBuilder text, MonitorBoard monitors)
    {
        Write("scheduler_monitor_passes_total", "Passes of the leader's monitors on this node.", monitor => monitor.Passes);
        Write("scheduler_monitor_acted_total", "Things that the leader's monitors put right.", monitor => monitor.Acted);
        Write("scheduler_monitor_failures_total", "Passes that failed or took too long.", monitor => monitor.Failures);
        Write("scheduler_monitor_timeouts_total", "Passes that took too long.", monitor => monitor.Timeouts);

        void Write(string name, string help, Func<MonitorCounters, long> of)
        {
            MetricsText.Head(text, name, "counter", help);
            foreach (var monitor in monitors.All) MetricsText.Line(text, $"{name}{{monitor=\"{monitor.Name}\"}}", of(monitor));
        }
    }

    private static void WriteWorkers(StringBuilder text, WorkerBoard board)
    {
        MetricsText.Head(text, "scheduler_worker_slots", "gauge", "Slots of the workers that this node hears of, as they last said: what they could be given is what is not running.");
        foreach (var worker in board.Workers)
        {
            MetricsText.Line(text, $"scheduler_worker_slots{{worker=\"{worker.Node.NodeId}\",state=\"running\"}}", worker.Load.Running);
            MetricsText.Line(text, $"scheduler_worker_slots{{worker=\"{worker.Node.NodeId}\",state=\"free\"}}", Math.Max(0, worker.Load.Capacity - worker.Load.Running));
        }
    }

    private static void WriteView(StringBuilder text, ClusterView view, NodeIncarnation self)
    {
        MetricsText.Head(text, "scheduler_cluster_members", "gauge", "Members by state.");
        foreach (var state in Enum.GetValues<MemberState>())
            MetricsText.Line(text, $"scheduler_cluster_members{{state=\"{ClusterViews.WordOf(state)}\"}}", view.Members.Count(member => member.State == state));
        MetricsText.One(text, "scheduler_cluster_members_suspect", "gauge", "Members that gave no sign of life for longer than a missed renewal explains.",
            view.Members.Count(member => member.State.Lives() && member.IsSuspect));
        var version = view.Members.FirstOrDefault(member => member.Node == self)?.Profile.Version;
        MetricsText.One(text, "scheduler_cluster_members_other_version", "gauge", "Living members whose program is of another version than this node's.",
            view.Members.Count(member => member.State.Lives() && member.Profile.Version != version));
        MetricsText.One(text, "scheduler_shards_owned", "gauge", "Shards of this node.", view.Shards.Count(row => ClusterViews.IsShard(row) && row.Owner == self));
        MetricsText.One(text, "scheduler_shards_moving", "gauge", "Shards that the map means for another node than the one that has them.", ClusterViews.Moving(view).Count());
        MetricsText.One(text, "scheduler_shards_free", "gauge", "Shards that nobody owns.", view.Shards.Count(row => ClusterViews.IsShard(row) && row.Owner is null));
        MetricsText.One(text, "scheduler_shard_map_version", "gauge", "The shard map in force.", view.Map.Version);
        var singleton = view.RowOf(ShardTerm.Singleton);
        MetricsText.One(text, "scheduler_singleton_epoch", "gauge", "How many times the scheduler singleton has changed hands.", singleton?.Epoch ?? 0);
        MetricsText.One(text, "scheduler_singleton_here", "gauge", "1 where the scheduler singleton is.", singleton?.Owner == self ? 1 : 0);
    }
}
