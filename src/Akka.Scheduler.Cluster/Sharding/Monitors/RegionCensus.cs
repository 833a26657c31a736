using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.Cluster.Sharding.Monitors;

/// <summary>Asks several nodes what they have, some at a time.</summary>
internal static class RegionCensus
{
    /// <returns>The answers, without the nodes that gave none in time.</returns>
    public static async Task<IReadOnlyDictionary<NodeIncarnation, IReadOnlyList<ShardState>>> TakeAsync(
        IRegions regions, IEnumerable<NodeIncarnation> nodes, MonitorSettings settings, CancellationToken cancel)
    {
        var answers = new Dictionary<NodeIncarnation, IReadOnlyList<ShardState>>();
        foreach (var some in nodes.Chunk(settings.Concurrency))
        {
            var asked = some.Select(node => regions.DescribeAsync(node, settings.AnswerLimit, cancel)).ToList();
            for (var i = 0; i < some.Length; i++)
            {
                if (await asked[i] is { } shards) answers.Add(some[i], shards);
            }
        }

        return answers;
    }
}
