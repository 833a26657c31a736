using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.Cluster.Sharding.Monitors;

/// <summary>Looks for shards that nobody takes, and for owners that do not run what they own, and tells who should.</summary>
public sealed class TermMonitor(IRegions regions, MonitorSettings settings, TimeProvider time) : IClusterMonitor
{
    private Dictionary<int, (long Epoch, long Since)> _idle = [];

    /// <inheritdoc/>
    public string Name => "term-entry";

    /// <inheritdoc/>
    public TimeSpan Interval => settings.TermInterval;

    /// <inheritdoc/>
    public async Task<int> PassAsync(ShardTerm term, ClusterView view, CancellationToken cancel)
    {
        var owners = view.Shards.Select(row => row.Owner).OfType<NodeIncarnation>().Where(view.Lives).Distinct();
        var states = await RegionCensus.TakeAsync(regions, owners, settings, cancel);
        var idle = new Dictionary<int, (long Epoch, long Since)>();
        var acted = 0;
        foreach (var row in view.Shards.Where(row => row.Shard >= 0 && IsIdle(row, states)))
        {
            var since = _idle.TryGetValue(row.Shard, out var before) && before.Epoch == row.Epoch ? before.Since : time.GetTimestamp();
            idle.Add(row.Shard, (row.Epoch, since));
            if (time.GetElapsedTime(since) < settings.TermPatience) continue;
            if ((row.Owner ?? Claimant(row.Shard, view)) is not { } node) continue;
            regions.Take(node, row.Shard, forced: false);
            acted++;
        }

        _idle = idle;
        return acted;
    }

    private static bool IsIdle(ShardRow row, IReadOnlyDictionary<NodeIncarnation, IReadOnlyList<ShardState>> states)
    {
        if (row.Owner is not { } owner) return true;
        return states.TryGetValue(owner, out var shards) && !shards.Any(shard => (shard.Shard, shard.Epoch) == (row.Shard, row.Epoch));
    }

    private static NodeIncarnation? Claimant(int shard, ClusterView view) => view.ClaimantOf(shard) is { } id ? view.Find(id)?.Node : null;
}
