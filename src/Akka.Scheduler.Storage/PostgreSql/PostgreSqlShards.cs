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

    public async Task<IReadOnlyList<IReadOnlyList<TaskSnapshot>>> LoadWaitingAsync(int shard, IReadOnlyList<LanePage> pages, CancellationToken cancel) =>
        pages.Count == 1 ? [await LoadPageAsync(shard, pages[0], cancel)] : await LoadPagesAsync(shard, pages, cancel);

    public async Task<IReadOnlyList<TaskSnapshot>> FindAsync(int shard, IReadOnlyList<TaskId> ids, CancellationToken cancel) =>
        ids.Count == 0 ? [] : await calls.ReadAsync("find_tasks", TaskRows.Task, cancel, Number(shard), Ids(ids));

    public async Task<IReadOnlyList<InboxRow>> ReadInboxAsync(int shard, int limit, CancellationToken cancel) =>
        await calls.ReadAsync(
            "read_inbox", static row => new InboxRow(row.GetInt64(TaskRows.Columns), TaskRows.Spec(row)), cancel, Number(shard), Number(limit));

    private Task<List<TaskSnapshot>> LoadPageAsync(int shard, LanePage page, CancellationToken cancel) => calls.ReadAsync(
        "load_waiting", TaskRows.Task, cancel,
        Number(shard), Text(page.Lane.Queue), Number(page.Lane.Bucket), Small((short)page.Lane.Priority),
        Instant(page.After.NextStartAt), Text(page.After.Id.ToString()), Instant(page.Until), Number(page.Limit));

    private async Task<IReadOnlyList<IReadOnlyList<TaskSnapshot>>> LoadPagesAsync(int shard, IReadOnlyList<LanePage> pages, CancellationToken cancel)
    {
        var rows = await calls.ReadAsync(
            "load_waiting_of_lanes", static row => (Task: TaskRows.Task(row), Page: row.GetInt32(TaskRows.Columns)), cancel,
            Number(shard), Each(page => page.Lane.Queue, NpgsqlDbType.Text), Each(page => page.Lane.Bucket, NpgsqlDbType.Integer),
            Each(page => (short)page.Lane.Priority, NpgsqlDbType.Smallint), Each(page => page.After.NextStartAt.UtcDateTime, NpgsqlDbType.TimestampTz),
            Each(page => page.After.Id.ToString(), NpgsqlDbType.Text), Each(page => page.Until.UtcDateTime, NpgsqlDbType.TimestampTz),
            Each(page => page.Limit, NpgsqlDbType.Integer));

        // The statement answers pages and their rows in no order that could be relied on.
        var found = new List<TaskSnapshot>[pages.Count];
        for (var i = 0; i < found.Length; i++) found[i] = [];
        foreach (var (task, page) in rows) found[page - 1].Add(task);
        foreach (var page in found) page.Sort(InOrder);
        return found;

        Npgsql.NpgsqlParameter Each<T>(Func<LanePage, T> of, NpgsqlDbType element) => Array([.. pages.Select(of)], element);
    }

    private static int InOrder(TaskSnapshot left, TaskSnapshot right)
    {
        var byTime = left.NextStartAt.CompareTo(right.NextStartAt);
        return byTime != 0 ? byTime : string.CompareOrdinal(left.Id.Value, right.Id.Value);
    }

    private static Npgsql.NpgsqlParameter Ids(IReadOnlyList<TaskId> ids)
    {
        var texts = new string[ids.Count];
        for (var i = 0; i < texts.Length; i++) texts[i] = ids[i].Value;
        return Array(texts, NpgsqlDbType.Text);
    }
}
