using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.Cluster.Sharding.Monitors;

/// <summary>Sees shards to where the map wants them: reminds the owner, and lets the new one take by force what is not handed off in time.</summary>
public sealed class MigrateMonitor(IRegions regions, MonitorSettings settings, TimeProvider time) : IClusterMonitor
{
    private Dictionary<int, (long Epoch, string Target, long Since)> _moving = [];

    /// <inheritdoc/>
    public string Name => "migrate";

    /// <inheritdoc/>
    public TimeSpan Interval => settings.MigrateInterval;

    /// <inheritdoc/>
    public Task<int> PassAsync(ShardTerm term, ClusterView view, CancellationToken cancel)
    {
        var moving = new Dictionary<int, (long Epoch, string Target, long Since)>();
        var acted = 0;
        foreach (var row in view.Shards)
        {
            if (row.Owner is not { } owner || view.DestinationOf(row.Shard, owner.NodeId) is not { } target) continue;
            var known = _moving.TryGetValue(row.Shard, out var before) && (before.Epoch, before.Target) == (row.Epoch, target);
            var since = known ? before.Since : time.GetTimestamp();
            moving.Add(row.Shard, (row.Epoch, target, since));
            if (time.GetElapsedTime(since) >= settings.HandOffLimit) regions.Take(view.Find(target)!.Node, row.Shard, forced: true);
            else if (known) regions.Look(owner);
            else continue;
            acted++;
        }

        _moving = moving;
        return Task.FromResult(acted);
    }
}
