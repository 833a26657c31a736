using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Storage.Sqlite;

internal sealed class SqliteSchedules(SqliteCalls calls) : IScheduleStore
{
    public Task<CommitOutcome> CommitAsync(ScheduleBatch batch, CancellationToken cancel) =>
        calls.CommitAsync(
            batch.Upserts.Count + batch.Cursors.Count + batch.Occurrences.Count + batch.Commands.Count + batch.Inbox.Count + batch.Calendars.Count + 1,
            session => ScheduleCommit.Apply(session, batch),
            cancel);

    public async Task<IReadOnlyList<ScheduleRow>> LoadAsync(string afterId, int limit, CancellationToken cancel) =>
        await calls.ReadAsync(session => session["load_schedules"].Set(1, afterId).Set(2, limit).Read(Schedule), cancel);

    public Task<ScheduleRow?> GetAsync(string id, CancellationToken cancel) =>
        calls.ReadAsync(session => session["get_schedule"].Set(1, id).First(Schedule), cancel);

    public Task<bool> WasAppliedAsync(Guid command, CancellationToken cancel) =>
        calls.ReadAsync(session => session["read_key"].Set(1, AppliedCommand.KeyOf(command)).First(static _ => true), cancel);

    public async Task<IReadOnlyList<TaskId>> LiveAsync(IReadOnlyList<TaskId> tasks, CancellationToken cancel) =>
        await calls.ReadAsync(
            session => tasks.Distinct().Where(id => session["is_live"].Set(1, id.Value).First(static _ => true)).ToList(), cancel);

    public async Task<IReadOnlyList<OccurrenceRow>> OccurrencesAsync(
        string scheduleId, OccurrencePlace before, int limit, CancellationToken cancel) =>
        await calls.ReadAsync(
            session => session["read_occurrences"].Set(1, scheduleId).Set(2, Microseconds.Of(before.Nominal)).Set(3, (long)before.Kind).Set(4, limit).Read(
                row => Occurrence(row, scheduleId)),
            cancel);

    public async Task<IReadOnlyList<DateTimeOffset>> MadeAsync(string scheduleId, IReadOnlyList<DateTimeOffset> instants, CancellationToken cancel) =>
        await calls.ReadAsync(
            session => instants.Where(at => session["has_made"].Set(1, scheduleId).Set(2, Microseconds.Of(at)).First(static _ => true)).ToList(), cancel);

    public async Task<IReadOnlyList<TaskStanding>> StandingAsync(IReadOnlyList<TaskId> tasks, CancellationToken cancel) =>
        await calls.ReadAsync(
            session => tasks.Distinct().Select(id => session["task_standing"].Set(1, id.Value).First(
                row => new TaskStanding(id, (TaskState)row.Number(0), row.Instant(1), row.MaybeText(2)))).OfType<TaskStanding>().ToList(),
            cancel);

    public async Task<IReadOnlyList<CalendarRow>> CalendarsAsync(CancellationToken cancel) =>
        await calls.ReadAsync(
            session => session["load_calendars"].Read(static row => new CalendarRow(row.Text(0), row.Number(1), row.Text(2))), cancel);

    private static ScheduleRow Schedule(Statement row) => new(row.Text(0), row.Number(1), row.Text(2), row.Text(3));

    private static OccurrenceRow Occurrence(Statement row, string scheduleId) => new(
        scheduleId,
        row.Instant(0),
        row.Instant(1),
        row.Number(2),
        row.Number(3),
        row.Text(4),
        row.MaybeText(5),
        row.MaybeText(6) is { } task ? new TaskId(task) : null,
        row.Instant(7))
    {
        Kind = (OccurrenceKind)row.Number(8),
    };
}
