using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.Cluster.Sharding;

/// <summary>Which free shards a node should try to take, and when.</summary>
/// <remarks>The node that is meant to have a shard takes it at once; the others leave it that much time, so that they do not all rush at it.</remarks>
internal sealed class FreeShards(NodeIncarnation self, TimeSpan othersAfter)
{
    private readonly Dictionary<int, TimeSpan> _freeSince = [];

    /// <summary>Whether to take a shard now.</summary>
    /// <param name="row">The shard as it was seen.</param>
    /// <param name="view">All that was seen.</param>
    /// <param name="now">The monotonic time since any fixed moment.</param>
    public bool IsToTake(ShardRow row, ClusterView view, TimeSpan now)
    {
        if (row.Owner is not null)
        {
            _freeSince.Remove(row.Shard);
            return false;
        }

        if (!_freeSince.TryGetValue(row.Shard, out var since)) _freeSince.Add(row.Shard, since = now);
        return view.ClaimantOf(row.Shard) == self.NodeId || now - since >= othersAfter;
    }

    public void Took(int shard) => _freeSince.Remove(shard);
}
