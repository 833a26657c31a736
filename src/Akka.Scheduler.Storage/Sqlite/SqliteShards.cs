using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Storage.Sqlite;

internal sealed class SqliteShards(SqliteCalls calls) : IShardStore
{
    public Task<CommitOutcome> CommitAsync(ShardBatch batch, CancellationToken cancel) =>
        calls.CommitAsync(batch.Changes.Count + batch.Inbox.Count + 1, session => ShardCommit.Apply(session, batch, calls.Now()), cancel);

    public async Task<IReadOnlyList<TaskSnapshot>> LoadRunningAsync(int shard, CancellationToken cancel) =>
        await calls.ReadAsync(session => session["load_running"].Set(1, shard).Read(TaskRows.Task), cancel);

    public async Task<IReadOnlyList<LaneKey>> LoadLanesAsync(int shard, CancellationToken cancel) =>
        await calls.ReadAsync(session => WaitingLanes.Of(session, shard), cancel);

    public async Task<IReadOnlyList<TaskSnapshot>> LoadWaitingAsync(
        int shard, LaneKey lane, WaitingPosition after, DateTimeOffset until, int limit, CancellationToken cancel) =>
        await calls.ReadAsync(
            session => session["load_waiting"]
                .Set(1, shard)
                .Set(2, lane.Queue)
                .Set(3, lane.Bucket)
                .Set(4, (long)lane.Priority)
                .Set(5, Microseconds.Of(after.NextStartAt))
                .Set(6, after.Id.Value ?? "")
                .Set(7, Microseconds.Of(until))
                .Set(8, limit)
                .Read(TaskRows.Task),
            cancel);

    public async Task<IReadOnlyList<TaskSnapshot>> FindAsync(int shard, IReadOnlyList<TaskId> ids, CancellationToken cancel) =>
        await calls.ReadAsync(
            session =>
            {
                var found = new List<TaskSnapshot>(ids.Count);
                foreach (var id in ids.Distinct()) session["find_task"].Set(1, id.Value).Set(2, shard).Read(TaskRows.Task, found);
                return found;
            },
            cancel);

    public async Task<IReadOnlyList<InboxRow>> ReadInboxAsync(int shard, int limit, CancellationToken cancel) =>
        await calls.ReadAsync(
            session => session["read_inbox"].Set(1, shard).Set(2, limit).Read(
                static row => new InboxRow(row.Number(TaskRows.SpecColumns), TaskRows.Spec(row))),
            cancel);
}
