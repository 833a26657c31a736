using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Transport;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Cluster.Sharding.Monitors;

/// <summary>Reaches regions and watches by the names that every node exports them under.</summary>
/// <param name="exports">The way to other nodes.</param>
/// <param name="region">The name of the shard regions.</param>
/// <param name="watch">The name of the watches.</param>
/// <param name="time">The clock.</param>
public sealed class ExportedRegions(ExportTable exports, string region, string watch, TimeProvider time) : IRegions
{
    /// <inheritdoc/>
    public void Take(NodeIncarnation node, int shard, bool forced) => Region(node).Tell(new RegionMessage.Take(shard, forced));

    /// <inheritdoc/>
    public void Collect(NodeIncarnation node, int shard, long epoch) => Region(node).Tell(new RegionMessage.Collect(shard, epoch));

    /// <inheritdoc/>
    public void Look(NodeIncarnation node) => exports.Find<WatchMessage>(new(node, watch)).Tell(WatchMessage.LookNow.Instance);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ShardState>?> DescribeAsync(NodeIncarnation node, TimeSpan patience, CancellationToken cancel)
    {
        try
        {
            return (await Region(node).Ask<RegionMessage, RegionState>(static replyTo => new RegionMessage.Describe(replyTo), patience, time, cancel)).Shards;
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }

    private ActorRef<RegionMessage> Region(NodeIncarnation node) => exports.Find<RegionMessage>(new(node, region));
}
