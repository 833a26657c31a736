using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.TestKit.Simulation;

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

    public Task<IReadOnlyList<OccurrenceRow>> OccurrencesAsync(string scheduleId, DateTimeOffset before, int limit, CancellationToken cancel) =>
        reads.ReadAsync<IReadOnlyList<OccurrenceRow>>(
            scheduleId,
            state => state.Occurrences.TryGetValue(scheduleId, out var rows)
                ? [.. rows.Values.Where(row => row.Nominal < before).OrderByDescending(row => row.Nominal).Take(limit)]
                : [],
            cancel);
}
