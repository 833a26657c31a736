using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.Cluster.Sharding.Monitors;

/// <summary>Tells former owners to drop what they keep of a shard once its new owner serves it. Nobody waits for that.</summary>
public sealed class CollectMonitor(IRegions regions, MonitorSettings settings) : IClusterMonitor
{
    private readonly Dictionary<int, long> _serves = [];

    /// <inheritdoc/>
    public string Name => "collect";

    /// <inheritdoc/>
    public TimeSpan Interval => settings.CollectInterval;

    /// <inheritdoc/>
    public async Task<int> PassAsync(ShardTerm term, ClusterView view, CancellationToken cancel)
    {
        var moved = view.Shards.Where(row => view.LivingOwnerOf(row) is not null && _serves.GetValueOrDefault(row.Shard) != row.Epoch).ToList();
        if (moved.Count == 0) return 0;
        var nodes = view.Schedulers.Select(id => view.Find(id)!.Node).ToList();
        var states = await RegionCensus.TakeAsync(regions, moved.Select(row => row.Owner).OfType<NodeIncarnation>().Distinct(), settings, cancel);
        var acted = 0;
        foreach (var row in moved)
        {
            if (!states.TryGetValue(row.Owner.GetValueOrDefault(), out var shards) || !shards.Contains(new ShardState(row.Shard, row.Epoch, ShardPhase.Serving))) continue;
            foreach (var node in nodes.Where(node => node != row.Owner)) regions.Collect(node, row.Shard, row.Epoch);
            _serves[row.Shard] = row.Epoch;
            acted++;
        }

        return acted;
    }
}
