using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.TestKit.Swarm.Mutants;

/// <summary>Moves a schedule's watermark in one transaction, and records what became due in another one after it.</summary>
internal sealed class WatermarkFirst(IScheduleStore inner) : IScheduleStore
{
    // How far the log is ahead of what the singleton believes.
    private readonly Dictionary<ShardTerm, long> _ahead = [];

    // The second half of a batch, which is the one before the next.
    private readonly Dictionary<Guid, Guid> _second = [];

    public async Task<CommitOutcome> CommitAsync(ScheduleBatch batch, CancellationToken cancel)
    {
        var expected = batch.ExpectedSeq + _ahead.GetValueOrDefault(batch.Term);
        var first = batch with
        {
            ExpectedSeq = expected,
            PreviousBatch = _second.GetValueOrDefault(batch.PreviousBatch, batch.PreviousBatch),
            Occurrences = [],
            Inbox = [],
        };
        var outcome = await inner.CommitAsync(first, cancel);
        if (outcome is not CommitOutcome.Applied || batch.Occurrences.Count + batch.Inbox.Count == 0) return outcome;
        var rest = batch with
        {
            ExpectedSeq = expected + 1,
            PreviousBatch = batch.BatchId,
            BatchId = BatchIds.Another(batch.BatchId, 1),
            Upserts = [],
            Deletes = [],
            Cursors = [],
            Commands = [],
            Calendars = [],
            CalendarDeletes = [],
        };
        do outcome = await inner.CommitAsync(rest, cancel);
        while (outcome is CommitOutcome.Unknown && !cancel.IsCancellationRequested);
        if (outcome is CommitOutcome.Applied) (_ahead[batch.Term], _second[batch.BatchId]) = (expected + 1 - batch.ExpectedSeq, rest.BatchId);
        return outcome is CommitOutcome.Refused ? CommitOutcome.Applied.Instance : outcome;
    }

    public Task<IReadOnlyList<ScheduleRow>> LoadAsync(string afterId, int limit, CancellationToken cancel) => inner.LoadAsync(afterId, limit, cancel);

    public Task<ScheduleRow?> GetAsync(string id, CancellationToken cancel) => inner.GetAsync(id, cancel);

    public Task<bool> WasAppliedAsync(Guid command, CancellationToken cancel) => inner.WasAppliedAsync(command, cancel);

    public Task<IReadOnlyList<TaskId>> LiveAsync(IReadOnlyList<TaskId> tasks, CancellationToken cancel) => inner.LiveAsync(tasks, cancel);

    public Task<IReadOnlyList<OccurrenceRow>> OccurrencesAsync(string scheduleId, OccurrencePlace before, int limit, CancellationToken cancel) =>
        inner.OccurrencesAsync(scheduleId, before, limit, cancel);

    public Task<IReadOnlyList<DateTimeOffset>> MadeAsync(string scheduleId, IReadOnlyList<DateTimeOffset> instants, CancellationToken cancel) =>
        inner.MadeAsync(scheduleId, instants, cancel);

    public Task<IReadOnlyList<TaskStanding>> StandingAsync(IReadOnlyList<TaskId> tasks, CancellationToken cancel) => inner.StandingAsync(tasks, cancel);

    public Task<IReadOnlyList<CalendarRow>> CalendarsAsync(CancellationToken cancel) => inner.CalendarsAsync(cancel);
}
