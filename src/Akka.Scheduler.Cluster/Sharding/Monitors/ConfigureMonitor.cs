using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.Cluster.Sharding.Monitors;

/// <summary>Decides where shards are meant to be, and publishes it as the next shard map.</summary>
/// <remarks>
/// <para>A map is published only when every shard has an owner that lives, and none is on its way.</para>
/// <para>Shards are moved for balance only when nothing else happens: nobody joins, leaves or is silent, all run the same version, and the last round
/// was <see cref="MonitorSettings.RebalanceInterval"/> ago. Otherwise a map only says what has become of the shards.</para>
/// </remarks>
public sealed class ConfigureMonitor(IShardOwnership ownership, MonitorSettings settings, IClusterObserver observer, TimeProvider time) : IClusterMonitor
{
    private long? _lastRound;

    /// <inheritdoc/>
    public string Name => "configure";

    /// <inheritdoc/>
    public TimeSpan Interval => settings.ConfigureInterval;

    /// <inheritdoc/>
    public async Task<int> PassAsync(ShardTerm term, ClusterView view, CancellationToken cancel)
    {
        if (Next(view) is not { } plan) return 0;
        var moves = plan.Where((node, shard) => view.RowOf(shard)?.Owner?.NodeId != node).Count();
        if (moves > 0) _lastRound = time.GetTimestamp();
        var map = new ShardMap(view.Map.Version + 1, plan);
        if (!await ownership.PublishMapAsync(term, map, cancel)) return 0;
        observer.MapPublished(map.Version, moves);
        return Math.Max(1, moves);
    }

    /// <summary>The next map's nodes; <see langword="null"/> when the present one stands, or it is not the time for another.</summary>
    internal IReadOnlyList<string>? Next(ClusterView view)
    {
        var rows = view.Shards.Where(row => row.Shard >= 0).OrderBy(row => row.Shard).ToList();
        if (rows.Count == 0 || rows.Exists(row => row.Owner is not { } owner || !view.Lives(owner) || view.DestinationOf(row.Shard, owner.NodeId) is not null)) return null;
        var able = view.Schedulers.Where(view.CanTake).ToList();
        if (able.Count == 0) return null;
        var owners = rows.ConvertAll(row => row.Owner?.NodeId);
        // A node that drains keeps what it has until it hands that off itself.
        var nodes = able.Union(owners.OfType<string>(), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var plan = IsQuiet(view) ? Placement.Plan(owners, able, Placement.MovesPerRound(rows.Count)) : Placement.Plan(owners, nodes, moves: 0);
        return plan.SequenceEqual(view.Map.Nodes) ? null : plan;
    }

    private bool IsQuiet(ClusterView view)
    {
        var living = view.Members.Where(member => member.State.Lives()).ToList();
        return (_lastRound is not { } last || time.GetElapsedTime(last) >= settings.RebalanceInterval)
            && living.TrueForAll(member => member.State == MemberState.Up && !member.IsSuspect && member.Profile.Version == living[0].Profile.Version);
    }
}
