namespace Akka.Scheduler.Cluster.Sharding;

/// <summary>Decides where shards are meant to be: evenly, and with as few moves as that takes.</summary>
/// <remarks>
/// <para>A shard that has a living owner stays there unless its node has at least two shards more than another one.</para>
/// <para>A shard without one goes to the node that its draw prefers (<see cref="Rendezvous"/>) among those with the fewest shards.</para>
/// </remarks>
public static class Placement
{
    /// <summary>Where each shard is meant to be.</summary>
    /// <param name="owners">Who has each shard now, by number from 0; <see langword="null"/> where nobody does that may keep it.</param>
    /// <param name="nodes">Who may have shards; at least one.</param>
    /// <param name="moves">The most shards that are taken from a node that may keep them.</param>
    public static IReadOnlyList<string> Plan(IReadOnlyList<string?> owners, IReadOnlyList<string> nodes, int moves)
    {
        ArgumentOutOfRangeException.ThrowIfZero(nodes.Count);
        var plan = owners.ToArray();
        var load = nodes.ToDictionary(node => node, _ => 0, StringComparer.Ordinal);
        for (var shard = 0; shard < plan.Length; shard++)
        {
            if (plan[shard] is { } owner && load.TryGetValue(owner, out var had)) load[owner] = had + 1;
            else plan[shard] = null;
        }

        for (var shard = 0; shard < plan.Length; shard++)
        {
            if (plan[shard] is null) load[plan[shard] = Least(shard, load)]++;
        }

        while (moves-- > 0 && MoveOne(plan, load)) { }
        return plan!;
    }

    /// <summary>How many shards one round may move: a tenth, from 1 to 8.</summary>
    public static int MovesPerRound(int shards) => Math.Clamp(shards / 10, 1, 8);

    private static string Least(int shard, Dictionary<string, int> load)
    {
        var fewest = load.Values.Min();
        return Rendezvous.Winner(shard, [.. load.Where(node => node.Value == fewest).Select(node => node.Key)])!;
    }

    // From the fullest to the emptiest node, the shard that likes its new place best: so it is likely to stay there.
    private static bool MoveOne(string?[] plan, Dictionary<string, int> load)
    {
        var fullest = load.MaxBy(node => node.Value).Key;
        var emptiest = load.MinBy(node => node.Value).Key;
        if (load[fullest] - load[emptiest] < 2) return false;
        var chosen = -1;
        for (var shard = 0; shard < plan.Length; shard++)
        {
            if (plan[shard] == fullest && (chosen < 0 || Rendezvous.Weight(shard, emptiest) > Rendezvous.Weight(chosen, emptiest))) chosen = shard;
        }

        plan[chosen] = emptiest;
        load[fullest]--;
        load[emptiest]++;
        return true;
    }
}
