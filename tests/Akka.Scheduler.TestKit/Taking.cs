using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;

namespace Akka.Scheduler.TestKit;

/// <summary>Take-overs of tests that are not about their ids.</summary>
public static class Taking
{
    /// <summary>Takes shards under an id of its own.</summary>
    public static Task<IReadOnlyList<AcquiredShard>> AcquireAsync(
        this IShardOwnership ownership, IReadOnlyList<int> shards, NodeIncarnation owner, bool forced, string reason, CancellationToken cancel) =>
        ownership.AcquireAsync(shards, owner, forced, reason, Guid.NewGuid(), cancel);
}
