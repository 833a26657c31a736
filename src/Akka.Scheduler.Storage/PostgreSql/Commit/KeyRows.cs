using Akka.Scheduler.Engine.Storage;
using NpgsqlTypes;

namespace Akka.Scheduler.Storage.PostgreSql.Commit;

/// <summary><c>move_keys</c>: unique keys that are given back and claimed.</summary>
internal sealed class KeyRows : ArrayStatement
{
    private readonly Column<string> _key;
    private readonly Column<string> _task;
    private readonly Column<int> _shard;
    private readonly Column<bool> _claim;
    private readonly Column<long?> _at;

    public KeyRows(string sql) : base(sql)
    {
        _key = Next<string>(NpgsqlDbType.Text);
        _task = Next<string>(NpgsqlDbType.Text);
        _shard = Next<int>(NpgsqlDbType.Integer);
        _claim = Next<bool>(NpgsqlDbType.Boolean);
        _at = Next<long?>(NpgsqlDbType.TimestampTz);
    }

    public void Add(ShardBatch batch)
    {
        for (var i = 0; i < batch.Releases.Count; i++)
        {
            var release = batch.Releases[i];
            Add(batch.Term.Shard, release.Key, release.Task.Value, false, release.Until);
        }

        for (var i = 0; i < batch.Claims.Count; i++)
        {
            var claim = batch.Claims[i];
            Add(batch.Term.Shard, claim.Key, claim.Task.Value, true, claim.At);
        }
    }

    private void Add(int shard, string key, string task, bool claims, DateTimeOffset? at)
    {
        _key.Add(key);
        _task.Add(task);
        _shard.Add(shard);
        _claim.Add(claims);
        _at.Add(StoredInstant.Of(at));
        RowAdded();
    }
}
