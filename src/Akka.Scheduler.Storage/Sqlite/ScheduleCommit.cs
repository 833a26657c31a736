using System.Text;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>A batch of the cluster singleton as one write.</summary>
internal static class ScheduleCommit
{
    /// <summary>Anything but applied must be undone by the caller.</summary>
    public static CommitOutcome Apply(Session session, ScheduleBatch batch)
    {
        if (batch.Term.Shard != ShardTerm.Singleton) return new CommitOutcome.Refused("not the singleton's term", Transient: false);
        if (Fence.Stops(session, batch) is { } stopped) return stopped;
        foreach (var row in batch.Calendars) session["upsert_calendar"].Set(1, row.Id).Set(2, row.Version).Set(3, row.Definition).Run();
        foreach (var id in batch.CalendarDeletes) session["delete_calendar"].Set(1, id).Run();
        foreach (var row in batch.Upserts)
            session["upsert_schedule"].Set(1, row.Id).Set(2, row.Version).Set(3, row.Definition).Set(4, row.Cursor).Run();
        foreach (var id in batch.Deletes) session["delete_schedule"].Set(1, id).Run();
        foreach (var move in batch.Cursors)
        {
            if (session["move_cursor"].Set(1, move.ScheduleId).Set(2, move.Version).Set(3, move.Cursor).Run() == 0)
                return new CommitOutcome.Refused($"schedule '{move.ScheduleId}' is gone or has not version {move.Version}", Transient: false);
        }

        foreach (var row in batch.Occurrences) Insert(session, row);
        foreach (var command in batch.Commands)
            session["claim_key"].Set(1, AppliedCommand.KeyOf(command.Id)).Set(2, Encoding.UTF8.GetBytes(command.ScheduleId)).Set(3, Microseconds.Of(command.At)).Run();
        SqliteInbox.Insert(session, batch.Inbox);
        Fence.Pass(session, batch);
        return CommitOutcome.Applied.Instance;
    }

    private static void Insert(Session session, OccurrenceRow row) => session["insert_occurrence"]
        .Set(1, row.ScheduleId)
        .Set(2, Microseconds.Of(row.Nominal))
        .Set(3, Microseconds.Of(row.LastNominal))
        .Set(4, row.Count)
        .Set(5, row.Version)
        .Set(6, row.Outcome)
        .Set(7, row.Reason)
        .Set(8, row.Task?.Value)
        .Set(9, Microseconds.Of(row.At))
        .Set(10, (long)row.Kind)
        .Run();
}
