using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.UnitTests.Engine;

/// <summary>A store that can never take some batches, as a database that refuses a value.</summary>
internal sealed class PoisonedStore(StorePorts inner, Func<ShardBatch, bool> tasks, Func<ScheduleBatch, bool> schedules) : IShardStore, IScheduleStore
{
    public static StorePorts Between(StorePorts inner, Func<ShardBatch, bool>? tasks = null, Func<ScheduleBatch, bool>? schedules = null)
    {
        var poisoned = new PoisonedStore(inner, tasks ?? (_ => false), schedules ?? (_ => false));
        return inner with { Shards = poisoned, Schedules = poisoned };
    }

    private static Task<CommitOutcome> Never => Task.FromResult<CommitOutcome>(new CommitOutcome.Refused("no such value", Transient: false));

    public Task<CommitOutcome> CommitAsync(ShardBatch batch, CancellationToken cancel) => tasks(batch) ? Never : inner.Shards.CommitAsync(batch, cancel);

    public Task<IReadOnlyList<TaskSnapshot>> LoadRunningAsync(int shard, CancellationToken cancel) => inner.Shards.LoadRunningAsync(shard, cancel);

    public Task<IReadOnlyList<LaneKey>> LoadLanesAsync(int shard, CancellationToken cancel) => inner.Shards.LoadLanesAsync(shard, cancel);

    public Task<IReadOnlyList<IReadOnlyList<TaskSnapshot>>> LoadWaitingAsync(int shard, IReadOnlyList<LanePage> pages, CancellationToken cancel) =>
        inner.Shards.LoadWaitingAsync(shard, pages, cancel);

    public Task<IReadOnlyList<TaskSnapshot>> FindAsync(int shard, IReadOnlyList<TaskId> ids, CancellationToken cancel) => inner.Shards.FindAsync(shard, ids, cancel);

    public Task<IReadOnlyList<InboxRow>> ReadInboxAsync(int shard, int limit, CancellationToken cancel) => inner.Shards.ReadInboxAsync(shard, limit, cancel);

    public Task<CommitOutcome> CommitAsync(ScheduleBatch batch, CancellationToken cancel) => schedules(batch) ? Never : inner.Schedules.CommitAsync(batch, cancel);

    public Task<IReadOnlyList<ScheduleRow>> LoadAsync(string afterId, int limit, CancellationToken cancel) => inner.Schedules.LoadAsync(afterId, limit, cancel);

    public Task<ScheduleRow?> GetAsync(string id, CancellationToken cancel) => inner.Schedules.GetAsync(id, cancel);

    public Task<bool> WasAppliedAsync(Guid command, CancellationToken cancel) => inner.Schedules.WasAppliedAsync(command, cancel);

    public Task<IReadOnlyList<TaskId>> LiveAsync(IReadOnlyList<TaskId> tasks, CancellationToken cancel) => inner.Schedules.LiveAsync(tasks, cancel);

    public Task<IReadOnlyList<OccurrenceRow>> OccurrencesAsync(string scheduleId, OccurrencePlace before, int limit, CancellationToken cancel) =>
        inner.Schedules.OccurrencesAsync(scheduleId, before, limit, cancel);

    public Task<IReadOnlyList<DateTimeOffset>> MadeAsync(string scheduleId, IReadOnlyList<DateTimeOffset> instants, CancellationToken cancel) =>
        inner.Schedules.MadeAsync(scheduleId, instants, cancel);

    public Task<IReadOnlyList<TaskStanding>> StandingAsync(IReadOnlyList<TaskId> tasks, CancellationToken cancel) => inner.Schedules.StandingAsync(tasks, cancel);

    public Task<IReadOnlyList<CalendarRow>> CalendarsAsync(CancellationToken cancel) => inner.Schedules.CalendarsAsync(cancel);
}
