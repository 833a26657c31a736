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

    public async Task<IReadOnlyList<IReadOnlyList<TaskSnapshot>>> LoadWaitingAsync(int shard, IReadOnlyList<LanePage> pages, CancellationToken cancel) =>
        await calls.ReadAsync(session => pages.Select(page => LoadWaiting(session, shard, page)).ToList(), cancel);

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

    private static List<TaskSnapshot> LoadWaiting(Session session, int shard, LanePage page) => session["load_waiting"]
        .Set(1, shard)
        .Set(2, page.Lane.Queue)
        .Set(3, page.Lane.Bucket)
        .Set(4, (long)page.Lane.Priority)
        .Set(5, Microseconds.Of(page.After.NextStartAt))
        .Set(6, page.After.Id.Value ?? "")
        .Set(7, Microseconds.Of(page.Until))
        .Set(8, page.Limit)
        .Read(TaskRows.Task);
}
