using System.Collections.Immutable;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>The singleton's rows.</summary>
internal sealed class SimulatedSchedules(SimulatedWrites writes, SimulatedReads reads) : IScheduleStore
{
    public Task<CommitOutcome> CommitAsync(ScheduleBatch batch, CancellationToken cancel) => writes.CommitAsync(batch, cancel);

    public Task<IReadOnlyList<ScheduleRow>> LoadAsync(string afterId, int limit, CancellationToken cancel) =>
        reads.ReadAsync<IReadOnlyList<ScheduleRow>>(
            "schedules",
            state => [.. state.Schedules.Values.Where(row => string.CompareOrdinal(row.Id, afterId) > 0).Take(limit)],
            cancel);

    public Task<ScheduleRow?> GetAsync(string id, CancellationToken cancel) =>
        reads.ReadAsync(id, state => state.Schedules.GetValueOrDefault(id), cancel);

    public Task<bool> WasAppliedAsync(Guid command, CancellationToken cancel) =>
        reads.ReadAsync("command", state => state.Keys.ContainsKey(AppliedCommand.KeyOf(command)), cancel);

    public Task<IReadOnlyList<TaskId>> LiveAsync(IReadOnlyList<TaskId> tasks, CancellationToken cancel) =>
        reads.ReadAsync<IReadOnlyList<TaskId>>(
            "live",
            state => [.. tasks.Distinct().Where(id => state.Shards.Values.Any(
                shard => shard.Live.ContainsKey(id.Value) || shard.InboxIds.ContainsKey(id.Value)))],
            cancel);

    public Task<IReadOnlyList<OccurrenceRow>> OccurrencesAsync(string scheduleId, OccurrencePlace before, int limit, CancellationToken cancel) =>
        reads.ReadAsync<IReadOnlyList<OccurrenceRow>>(
            scheduleId,
            state => state.Occurrences.TryGetValue(scheduleId, out var rows)
                ? [.. rows.Reverse().Where(row => row.Key.CompareTo((before.Nominal, before.Kind)) < 0).Select(row => row.Value).Take(limit)]
                : [],
            cancel);

    public Task<IReadOnlyList<DateTimeOffset>> MadeAsync(string scheduleId, IReadOnlyList<DateTimeOffset> instants, CancellationToken cancel) =>
        reads.ReadAsync<IReadOnlyList<DateTimeOffset>>(
            scheduleId,
            state => state.Occurrences.TryGetValue(scheduleId, out var rows)
                ? [.. instants.Where(at => IsMade(rows, at, OccurrenceKind.Due) || IsMade(rows, at, OccurrenceKind.Backfill))]
                : [],
            cancel);

    public Task<IReadOnlyList<TaskStanding>> StandingAsync(IReadOnlyList<TaskId> tasks, CancellationToken cancel) =>
        reads.ReadAsync<IReadOnlyList<TaskStanding>>(
            "standing", state => [.. tasks.Distinct().Select(id => Standing(state, id)).OfType<TaskStanding>()], cancel);

    public Task<IReadOnlyList<CalendarRow>> CalendarsAsync(CancellationToken cancel) =>
        reads.ReadAsync<IReadOnlyList<CalendarRow>>("calendars", state => [.. state.Calendars.Values], cancel);

    private static bool IsMade(ImmutableSortedDictionary<(DateTimeOffset, OccurrenceKind), OccurrenceRow> rows, DateTimeOffset at, OccurrenceKind kind) =>
        rows.GetValueOrDefault((at, kind)) is { Outcome: "created" };

    private static TaskStanding? Standing(StoreState state, TaskId id)
    {
        foreach (var shard in state.Shards.Values)
        {
            if ((shard.Live.GetValueOrDefault(id.Value) ?? shard.Archive.GetValueOrDefault(id.Value)) is { } task)
                return new(id, task.State, task.NextStartAt, task.Reason == TaskReason.Duplicate ? task.Error : null);
        }

        return state.Shards.Values.SelectMany(shard => shard.Inbox.Values).FirstOrDefault(spec => spec.Id == id) is { } waits
            ? new(id, TaskState.Pending, waits.DueAt)
            : null;
    }
}
