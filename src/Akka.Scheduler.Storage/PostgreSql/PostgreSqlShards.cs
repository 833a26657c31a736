using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Storage.PostgreSql.Commit;
using NpgsqlTypes;
using static Akka.Scheduler.Storage.PostgreSql.Parameters;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>A shard's rows: commits through the shard's writer, reads through the pool.</summary>
internal sealed class PostgreSqlShards(CommitWriter[] writers, StoreCalls calls) : IShardStore
{
    public Task<CommitOutcome> CommitAsync(ShardBatch batch, CancellationToken cancel) =>
        writers[(uint)batch.Term.Shard % (uint)writers.Length].CommitAsync(batch, cancel);

    public async Task<IReadOnlyList<TaskSnapshot>> LoadRunningAsync(int shard, CancellationToken cancel) =>
        await calls.ReadAsync("load_running", TaskRows.Task, cancel, Number(shard));

    public async Task<IReadOnlyList<LaneKey>> LoadLanesAsync(int shard, CancellationToken cancel) =>
        await calls.ReadAsync(
            "load_lanes", static row => new LaneKey(row.GetString(0), row.GetInt32(1), (TaskPriority)row.GetInt16(2)), cancel, Number(shard));

    public async Task<IReadOnlyList<TaskSnapshot>> LoadWaitingAsync(
        int shard, LaneKey lane, WaitingPosition after, DateTimeOffset until, int limit, CancellationToken cancel) =>
        await calls.ReadAsync(
            "load_waiting", TaskRows.Task, cancel,
            Number(shard), Text(lane.Queue), Number(lane.Bucket), Small((short)lane.Priority), Instant(after.NextStartAt), Text(after.Id.ToString()), Instant(until), Number(limit));

    public async Task<IReadOnlyList<TaskSnapshot>> FindAsync(int shard, IReadOnlyList<TaskId> ids, CancellationToken cancel) =>
        ids.Count == 0 ? [] : await calls.ReadAsync("find_tasks", TaskRows.Task, cancel, Number(shard), Ids(ids));

    public async Task<IReadOnlyList<InboxRow>> ReadInboxAsync(int shard, int limit, CancellationToken cancel) =>
        await calls.ReadAsync(
            "read_inbox", static row => new InboxRow(row.GetInt64(TaskRows.Columns), TaskRows.Spec(row)), cancel, Number(shard), Number(limit));

    private static Npgsql.NpgsqlParameter Ids(IReadOnlyList<TaskId> ids)
    {
        var texts = new string[ids.Count];
        for (var i = 0; i < texts.Length; i++) texts[i] = ids[i].Value;
        return Array(texts, NpgsqlDbType.Text);
    }
}
