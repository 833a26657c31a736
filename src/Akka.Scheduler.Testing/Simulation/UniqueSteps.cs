using System.Collections.Immutable;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>Unique keys are given back and claimed, in the commit of the tasks.</summary>
internal static class UniqueSteps
{
    /// <param name="there">The keys as they are.</param>
    /// <param name="seen">The keys by which claims are judged; those that are there, unless the store is weak.</param>
    /// <param name="batch">The batch.</param>
    /// <returns>The keys after it, and the claims that cannot be had.</returns>
    public static (ImmutableSortedDictionary<string, KeyHolder> Keys, IReadOnlyList<TakenKey> Taken) Move(
        ImmutableSortedDictionary<string, KeyHolder> there, ImmutableSortedDictionary<string, KeyHolder>? seen, ShardBatch batch)
    {
        foreach (var release in batch.Releases.Where(release => there.GetValueOrDefault(release.Key)?.Task == release.Task))
            there = release.Until is { } until ? there.SetItem(release.Key, new(release.Key, release.Task, until)) : there.Remove(release.Key);
        var taken = new List<TakenKey>();
        foreach (var claim in batch.Claims)
        {
            if ((seen ?? there).GetValueOrDefault(claim.Key) is { } holder && holder.IsInTheWayOf(claim.Task, claim.At)) taken.Add(new(claim.Key, claim.Task, holder.Task));
            else there = there.SetItem(claim.Key, new(claim.Key, claim.Task, null));
        }

        return (there, taken);
    }
}
