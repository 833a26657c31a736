using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>A shard's own rows.</summary>
internal sealed class SimulatedShards(SimulatedStore store, SimulatedWrites writes, SimulatedReads reads) : IShardStore
{
    public Task<CommitOutcome> CommitAsync(ShardBatch batch, CancellationToken cancel) => writes.CommitAsync(batch, cancel);

    public Task<IReadOnlyList<TaskSnapshot>> LoadRunningAsync(int shard, CancellationToken cancel) =>
        reads.ReadAsync<IReadOnlyList<TaskSnapshot>>(
            shard, rows => [.. (store.StaleOf(shard) ?? rows).Live.Values.Where(task => task.State == TaskState.Running)], cancel);

    public Task<IReadOnlyList<LaneKey>> LoadLanesAsync(int shard, CancellationToken cancel) =>
        reads.ReadAsync<IReadOnlyList<LaneKey>>(shard, rows => [.. rows.Waiting.Select(waiting => waiting.Lane).Distinct()], cancel);

    public Task<IReadOnlyList<IReadOnlyList<TaskSnapshot>>> LoadWaitingAsync(int shard, IReadOnlyList<LanePage> pages, CancellationToken cancel) =>
        reads.ReadAsync<IReadOnlyList<IReadOnlyList<TaskSnapshot>>>(shard, rows => [.. pages.Select(page => TaskReads.Waiting(rows, page))], cancel);

    public Task<IReadOnlyList<TaskSnapshot>> FindAsync(int shard, IReadOnlyList<TaskId> ids, CancellationToken cancel) =>
        reads.ReadAsync<IReadOnlyList<TaskSnapshot>>(
            shard, rows => [.. ids.Distinct().Select(id => TaskReads.Find(rows, id)).OfType<TaskSnapshot>()], cancel);

    public Task<IReadOnlyList<InboxRow>> ReadInboxAsync(int shard, int limit, CancellationToken cancel) =>
        reads.ReadAsync<IReadOnlyList<InboxRow>>(
            shard, rows => [.. rows.Inbox.Take(limit).Select(row => new InboxRow(row.Key, row.Value))], cancel);
}
