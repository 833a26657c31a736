namespace Akka.Scheduler.Cluster.Sharding;

/// <summary>Draws a node for a shard so that all who know the same nodes draw the same one, and few draws change when a node comes or goes.</summary>
/// <remarks>Highest random weight (Thaler, Ravishankar, 1998): each node's weight for a shard is a hash of both; the highest wins.</remarks>
public static class Rendezvous
{
    /// <summary>The winner of a shard's draw; <see langword="null"/> when there is nobody.</summary>
    public static string? Winner(int shard, IReadOnlyList<string> nodes)
    {
        string? best = null;
        foreach (var node in nodes)
        {
            if (best is null || Compare(shard, node, best) > 0) best = node;
        }

        return best;
    }

    /// <summary>Which of two nodes a shard prefers: positive when it is <paramref name="a"/>.</summary>
    public static int Compare(int shard, string a, string b)
    {
        var byWeight = Weight(shard, a).CompareTo(Weight(shard, b));
        return byWeight != 0 ? byWeight : string.CompareOrdinal(a, b);
    }

    /// <summary>A node's weight for a shard: 64-bit FNV-1a over the node's UTF-16 code units and the shard, finished as in SplitMix64.</summary>
    internal static ulong Weight(int shard, string node)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in node) hash = (hash ^ unit) * 1099511628211UL;
        hash = (hash ^ (uint)shard) * 1099511628211UL;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        return hash ^ (hash >> 31);
    }
}
