using System.Collections.Immutable;
using System.Globalization;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>Drops whole days that are past their time.</summary>
internal static class RetentionSteps
{
    public static (StoreState State, IReadOnlyList<string> Dropped) Drop(StoreState state, RetentionLimits limits, DateTimeOffset now)
    {
        var dropped = new List<string>();
        var finished = Keeps(limits.Finished, now);
        var history = Keeps(limits.History, now);
        var logs = Keeps(limits.Logs, now);
        foreach (var (number, shard) in state.Shards)
        {
            var archive = shard.Archive.Where(row => row.Value.FinishedAt >= finished).ToImmutableSortedDictionary(StringComparer.Ordinal);
            Note(dropped, $"finished tasks of shard {number}", shard.Archive.Count - archive.Count);
            var steps = Trim(shard.Steps, step => step.Entry.At >= history, out var gone);
            Note(dropped, $"history of shard {number}", gone);
            state = state.With(number, shard with { Archive = archive, Steps = steps });
        }

        var keys = state.Keys.Where(row => row.Value.At >= finished).ToImmutableSortedDictionary(StringComparer.Ordinal);
        Note(dropped, "idempotency keys", state.Keys.Count - keys.Count);
        var unique = state.UniqueKeys.Where(row => !(row.Value.Until < now)).ToImmutableSortedDictionary(StringComparer.Ordinal);
        Note(dropped, "unique keys", state.UniqueKeys.Count - unique.Count);
        var output = Trim(state.Output, chunk => chunk.At >= logs, out var pieces);
        Note(dropped, "output", pieces);
        var occurrences = state.Occurrences;
        foreach (var (id, rows) in state.Occurrences)
        {
            var kept = rows.Where(row => row.Value.At >= finished).ToImmutableSortedDictionary();
            Note(dropped, $"occurrences of {id}", rows.Count - kept.Count);
            occurrences = kept.IsEmpty ? occurrences.Remove(id) : occurrences.SetItem(id, kept);
        }

        return (state with { Keys = keys, UniqueKeys = unique, Output = output, Occurrences = occurrences }, dropped);
    }

    /// <summary>The start of the oldest day that is kept: a day goes when all of it is older than the limit, rounded up to whole days.</summary>
    private static DateTimeOffset Keeps(TimeSpan limit, DateTimeOffset now) =>
        new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) - TimeSpan.FromDays(Math.Ceiling(limit.TotalDays));

    private static ImmutableSortedDictionary<string, ImmutableList<T>> Trim<T>(
        ImmutableSortedDictionary<string, ImmutableList<T>> all, Predicate<T> keeps, out int gone)
    {
        gone = 0;
        foreach (var (id, rows) in all)
        {
            var kept = rows.FindAll(keeps);
            if (kept.Count == rows.Count) continue;
            gone += rows.Count - kept.Count;
            all = kept.IsEmpty ? all.Remove(id) : all.SetItem(id, kept);
        }

        return all;
    }

    private static void Note(List<string> dropped, string what, int count)
    {
        if (count > 0) dropped.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {what}"));
    }
}
