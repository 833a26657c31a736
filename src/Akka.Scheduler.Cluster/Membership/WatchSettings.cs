using Akka.Scheduler.Cluster.Sharding;

namespace Akka.Scheduler.Cluster.Membership;

/// <summary>What a <see cref="MemberWatch"/> works with.</summary>
public sealed record WatchSettings
{
    /// <summary>This node, which it does not judge.</summary>
    public required NodeIncarnation Self { get; init; }

    /// <summary>The members.</summary>
    public required IMembershipStore Members { get; init; }

    /// <summary>The shards and their map.</summary>
    public required IShardOwnership Ownership { get; init; }

    /// <summary>Where the latest view is left.</summary>
    public required ClusterBoard Board { get; init; }

    /// <summary>Hear of every view, in the watch's turn: they must not block.</summary>
    public required IReadOnlyList<Action<ClusterView>> Listeners { get; init; }

    /// <summary>Tells the watches of other nodes to look at once.</summary>
    public required Action<ClusterView> HintOthers { get; init; }

    /// <summary>Hears of members declared dead, and of looks that failed.</summary>
    public required IClusterObserver Observer { get; init; }

    /// <summary>The timing of leases.</summary>
    public required LeaseSettings Lease { get; init; }

    /// <summary>How often it looks, give or take 30 %. Default 1 s.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The least time between two looks, however many hints come. Default 20 ms.</summary>
    public TimeSpan LeastPoll { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How much longer than a lease's TTL a member must be silent before it is declared dead. Default 1 s.</summary>
    public TimeSpan RivalMargin { get; init; } = TimeSpan.FromSeconds(1);
}
