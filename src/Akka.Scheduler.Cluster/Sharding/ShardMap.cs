namespace Akka.Scheduler.Cluster.Sharding;

/// <summary>Where each shard is meant to be. Its number rises with every change.</summary>
/// <remarks>It is a wish, not a fact: who owns a shard stands in the shard's own row, and its fence decides.</remarks>
/// <param name="Version">From 1; 0 before the first map.</param>
/// <param name="Nodes">The id of the node for each shard, by number from 0; empty before the first map.</param>
public sealed record ShardMap(long Version, IReadOnlyList<string> Nodes)
{
    /// <summary>No map was published yet.</summary>
    public static ShardMap None { get; } = new(0, []);

    /// <summary>The node that a shard is meant for; <see langword="null"/> when the map does not say, as for the singleton.</summary>
    public string? TargetOf(int shard) => shard >= 0 && shard < Nodes.Count ? Nodes[shard] : null;
}
