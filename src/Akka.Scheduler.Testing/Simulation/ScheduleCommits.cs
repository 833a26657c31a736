using System.Collections.Immutable;
using System.Text;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>Applies a batch of the cluster singleton: the whole of it, or nothing. The fence has let it through.</summary>
internal static class ScheduleCommits
{
    public static (StoreState State, CommitOutcome Outcome) Apply(StoreState state, ScheduleBatch batch, DateTimeOffset now)
    {
        if (batch.Term.Shard != ShardTerm.Singleton) return (state, new CommitOutcome.Refused("not the singleton's term", Transient: false));
        var schedules = state.Schedules.ToBuilder();
        foreach (var row in batch.Upserts) schedules[row.Id] = row;
        schedules.RemoveRange(batch.Deletes);
        foreach (var move in batch.Cursors)
        {
            if (!schedules.TryGetValue(move.ScheduleId, out var row) || row.Version != move.Version)
            {
                return (state, new CommitOutcome.Refused(
                    $"schedule '{move.ScheduleId}' has version {row?.Version.ToString() ?? "none"}, not {move.Version}", Transient: false));
            }

            schedules[move.ScheduleId] = row with { Cursor = move.Cursor };
        }

        var calendars = state.Calendars.RemoveRange(batch.CalendarDeletes);
        foreach (var row in batch.Calendars) calendars = calendars.SetItem(row.Id, row);
        var after = InboxSteps.Insert(state, batch.Inbox);
        var singleton = after.Shards[ShardTerm.Singleton];
        var seq = singleton.LogSeq + 1;
        singleton = singleton with
        {
            LogSeq = seq,
            LastBatch = batch.BatchId,
            Log = singleton.Log.Add(new ShardLogEntry.Schedules(batch)
            {
                LogSeq = seq,
                Epoch = batch.Term.Epoch,
                Owner = batch.Term.Owner,
                At = now,
            }),
        };
        var keys = batch.Commands.Select(command => KeyValuePair.Create(
            AppliedCommand.KeyOf(command.Id), new ClaimedKey(Convert.ToHexString(Encoding.UTF8.GetBytes(command.ScheduleId)), command.At)));
        after = after with { Keys = after.Keys.SetItems(keys), Schedules = schedules.ToImmutable(), Calendars = calendars, Occurrences = Record(state.Occurrences, batch.Occurrences) };
        return (after.With(ShardTerm.Singleton, singleton), CommitOutcome.Applied.Instance);
    }

    private static ImmutableSortedDictionary<string, ImmutableSortedDictionary<(DateTimeOffset, OccurrenceKind), OccurrenceRow>> Record(
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<(DateTimeOffset, OccurrenceKind), OccurrenceRow>> all, IReadOnlyList<OccurrenceRow> rows)
    {
        foreach (var row in rows)
        {
            var ofSchedule = all.GetValueOrDefault(row.ScheduleId, ImmutableSortedDictionary<(DateTimeOffset, OccurrenceKind), OccurrenceRow>.Empty);
            if (!ofSchedule.ContainsKey((row.Nominal, row.Kind))) all = all.SetItem(row.ScheduleId, ofSchedule.Add((row.Nominal, row.Kind), row));
        }

        return all;
    }
}
