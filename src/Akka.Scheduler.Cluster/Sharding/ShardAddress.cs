using System.Globalization;

namespace Akka.Scheduler.Cluster.Sharding;

/// <summary>The name that the actor of one term of a shard is exported under.</summary>
public static class ShardAddress
{
    /// <summary>Of shard 5 in epoch 7: <c>shard-5-7</c>. A message for a term that is over finds nobody.</summary>
    public static string Of(int shard, long epoch) => string.Create(CultureInfo.InvariantCulture, $"shard-{shard}-{epoch}");
}
