using System.Text;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Storage.Documents;
using Npgsql;
using NpgsqlTypes;
using static Akka.Scheduler.Storage.PostgreSql.Parameters;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>The statements of one commit of schedules: the singleton's fence, then the changes, then the mark in the log; one round trip.</summary>
internal static class ScheduleCommit
{
    public static NpgsqlBatch Of(ScheduleBatch batch, SqlText sql, DateTimeOffset now)
    {
        var commit = new NpgsqlBatch();
        var term = batch.Term;
        Add(commit, sql["fence"],
            Array([term.Shard], NpgsqlDbType.Integer), Array([term.Epoch], NpgsqlDbType.Bigint), Array([term.Owner.Incarnation], NpgsqlDbType.Uuid),
            Array([batch.ExpectedSeq], NpgsqlDbType.Bigint), Array([batch.PreviousBatch], NpgsqlDbType.Uuid), Array([batch.BatchId], NpgsqlDbType.Uuid),
            Array([DateTime.MinValue], NpgsqlDbType.TimestampTz));
        AddCalendars(commit, batch, sql);
        AddSchedules(commit, batch, sql);
        if (batch.Occurrences.Count > 0) AddOccurrences(commit, batch.Occurrences, sql);
        foreach (var command in batch.Commands)
            Add(commit, sql["claim_key"], Text(AppliedCommand.KeyOf(command.Id)), Bytes(Encoding.UTF8.GetBytes(command.ScheduleId)), Instant(command.At));
        var inbox = new InboxRows(sql["insert_inbox"]);
        foreach (var row in batch.Inbox) inbox.Add(row);
        inbox.AppendTo(commit);
        Add(commit, sql["log_batch"], Instant(now), Long(batch.ExpectedSeq + 1), Long(term.Epoch), Number(term.Shard), Text("SCHEDULES"));
        return commit;
    }

    private static void AddCalendars(NpgsqlBatch commit, ScheduleBatch batch, SqlText sql)
    {
        if (batch.Calendars.Count > 0)
        {
            Add(commit, sql["upsert_calendars"],
                Array([.. batch.Calendars.Select(row => row.Id)], NpgsqlDbType.Text),
                Array([.. batch.Calendars.Select(row => row.Version)], NpgsqlDbType.Bigint),
                Array([.. batch.Calendars.Select(row => row.Definition)], NpgsqlDbType.Text));
        }

        if (batch.CalendarDeletes.Count > 0) Add(commit, sql["delete_calendars"], Array(batch.CalendarDeletes, NpgsqlDbType.Text));
    }

    private static void AddSchedules(NpgsqlBatch commit, ScheduleBatch batch, SqlText sql)
    {
        if (batch.Upserts.Count > 0)
        {
            Add(commit, sql["upsert_schedules"],
                Array([.. batch.Upserts.Select(row => row.Id)], NpgsqlDbType.Text),
                Array([.. batch.Upserts.Select(row => row.Version)], NpgsqlDbType.Bigint),
                Array([.. batch.Upserts.Select(row => row.Definition)], NpgsqlDbType.Text),
                Array([.. batch.Upserts.Select(row => row.Cursor)], NpgsqlDbType.Text));
        }

        if (batch.Deletes.Count > 0) Add(commit, sql["delete_schedules"], Array(batch.Deletes, NpgsqlDbType.Text));
        if (batch.Cursors.Count > 0)
        {
            Add(commit, sql["move_cursors"],
                Array([.. batch.Cursors.Select(row => row.ScheduleId)], NpgsqlDbType.Text),
                Array([.. batch.Cursors.Select(row => row.Version)], NpgsqlDbType.Bigint),
                Array([.. batch.Cursors.Select(row => row.Cursor)], NpgsqlDbType.Text),
                Number(batch.Cursors.Count));
        }
    }

    private static void AddOccurrences(NpgsqlBatch commit, IReadOnlyList<OccurrenceRow> rows, SqlText sql) =>
        Add(commit, sql["insert_occurrences"],
            Array([.. rows.Select(row => row.ScheduleId)], NpgsqlDbType.Text),
            Array([.. rows.Select(row => row.Nominal.UtcDateTime)], NpgsqlDbType.TimestampTz),
            Array([.. rows.Select(row => row.LastNominal.UtcDateTime)], NpgsqlDbType.TimestampTz),
            Array([.. rows.Select(row => row.Count)], NpgsqlDbType.Bigint),
            Array([.. rows.Select(row => row.Version)], NpgsqlDbType.Bigint),
            Array([.. rows.Select(row => row.Outcome)], NpgsqlDbType.Text),
            Array<string?>([.. rows.Select(row => StorableText.Of(row.Reason))], NpgsqlDbType.Text),
            Array<string?>([.. rows.Select(row => row.Task?.Value)], NpgsqlDbType.Text),
            Array([.. rows.Select(row => row.At.UtcDateTime)], NpgsqlDbType.TimestampTz),
            Array([.. rows.Select(row => (short)row.Kind)], NpgsqlDbType.Smallint));

    private static void Add(NpgsqlBatch commit, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
        commit.BatchCommands.Add(command);
    }
}
