using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using static Akka.Scheduler.Storage.PostgreSql.Parameters;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>Schedules, written behind the fence of the singleton.</summary>
internal sealed class PostgreSqlSchedules(NpgsqlDataSource source, StoreCalls calls, TimeProvider time, ILogger log) : IScheduleStore
{
    public async Task<CommitOutcome> CommitAsync(ScheduleBatch batch, CancellationToken cancel)
    {
        NpgsqlConnection connection;
        try
        {
            connection = await source.OpenConnectionAsync(cancel);
        }
        catch (Exception error)
        {
            var refused = ErrorClasses.WhileConnecting(error);
            return new CommitOutcome.Refused(refused.Why, refused.Transient);
        }

        await using (connection)
        {
            try
            {
                await using var commit = ScheduleCommit.Of(batch, calls.Sql, time.GetUtcNow());
                commit.Connection = connection;
                await commit.ExecuteNonQueryAsync(CancellationToken.None);
                return CommitOutcome.Applied.Instance;
            }
            catch (Exception error)
            {
                return Outcome(ErrorClasses.WhileSending(error));
            }
        }
    }

    public async Task<IReadOnlyList<ScheduleRow>> LoadAsync(string afterId, int limit, CancellationToken cancel) =>
        await calls.ReadAsync("load_schedules", Schedule, cancel, Text(afterId), Number(limit));

    public async Task<ScheduleRow?> GetAsync(string id, CancellationToken cancel)
    {
        var found = await calls.ReadAsync("get_schedule", Schedule, cancel, Text(id));
        return found.Count == 0 ? null : found[0];
    }

    public async Task<bool> WasAppliedAsync(Guid command, CancellationToken cancel) =>
        (await calls.ReadAsync("read_key", static _ => true, cancel, Text(AppliedCommand.KeyOf(command)))).Count > 0;

    public async Task<IReadOnlyList<TaskId>> LiveAsync(IReadOnlyList<TaskId> tasks, CancellationToken cancel) =>
        tasks.Count == 0 ? [] : await calls.ReadAsync(
            "live_tasks", static row => new TaskId(row.GetString(0)), cancel, Array([.. tasks.Select(task => task.Value)], NpgsqlDbType.Text));

    public async Task<IReadOnlyList<OccurrenceRow>> OccurrencesAsync(string scheduleId, OccurrencePlace before, int limit, CancellationToken cancel) =>
        await calls.ReadAsync(
            "read_occurrences",
            row => new OccurrenceRow(
                scheduleId, TaskRows.Instant(row, 0), TaskRows.Instant(row, 1), row.GetInt64(2), row.GetInt64(3), row.GetString(4),
                TaskRows.Text(row, 5), TaskRows.Text(row, 6) is { } task ? new TaskId(task) : null, TaskRows.Instant(row, 7))
            {
                Kind = (OccurrenceKind)row.GetInt16(8),
            },
            cancel,
            Text(scheduleId), Instant(before.Nominal), Small((short)before.Kind), Number(limit));

    public async Task<IReadOnlyList<DateTimeOffset>> MadeAsync(string scheduleId, IReadOnlyList<DateTimeOffset> instants, CancellationToken cancel) =>
        instants.Count == 0 ? [] : await calls.ReadAsync(
            "made_instants", static row => TaskRows.Instant(row, 0), cancel,
            Text(scheduleId), Array([.. instants.Select(instant => instant.UtcDateTime)], NpgsqlDbType.TimestampTz));

    public async Task<IReadOnlyList<TaskStanding>> StandingAsync(IReadOnlyList<TaskId> tasks, CancellationToken cancel) =>
        tasks.Count == 0 ? [] : await calls.ReadAsync(
            "task_standing", static row => new TaskStanding(new(row.GetString(0)), (TaskState)row.GetInt16(1), TaskRows.Instant(row, 2), TaskRows.Text(row, 3)), cancel,
            Array([.. tasks.Select(task => task.Value)], NpgsqlDbType.Text));

    public async Task<IReadOnlyList<CalendarRow>> CalendarsAsync(CancellationToken cancel) =>
        await calls.ReadAsync("load_calendars", static row => new CalendarRow(row.GetString(0), row.GetInt64(1), row.GetString(2)), cancel);

    private CommitOutcome Outcome(StoreError error)
    {
        switch (error)
        {
            case StoreError.Fenced fenced:
                return Commit.FenceVerdicts.Outcome(fenced.Verdicts.Split(':')[^1]);
            case StoreError.Refused refused:
                return new CommitOutcome.Refused(refused.Why, refused.Transient);
            default:
                log.SchedulesUnknown(error.Why);
                return new CommitOutcome.Unknown(error.Why);
        }
    }

    private static ScheduleRow Schedule(NpgsqlDataReader row) => new(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetString(3));
}
