using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Storage.Documents;
using NpgsqlTypes;

namespace Akka.Scheduler.Storage.PostgreSql.Commit;

/// <summary><c>fence</c>: one row a shard.</summary>
internal sealed class FenceRows : ArrayStatement
{
    private readonly Column<int> _shard;
    private readonly Column<long> _epoch;
    private readonly Column<Guid> _incarnation;
    private readonly Column<long> _expected;
    private readonly Column<Guid> _previous;
    private readonly Column<Guid> _batch;
    private readonly Column<long> _runningUntil;

    public FenceRows(string sql) : base(sql)
    {
        _shard = Next<int>(NpgsqlDbType.Integer);
        _epoch = Next<long>(NpgsqlDbType.Bigint);
        _incarnation = Next<Guid>(NpgsqlDbType.Uuid);
        _expected = Next<long>(NpgsqlDbType.Bigint);
        _previous = Next<Guid>(NpgsqlDbType.Uuid);
        _batch = Next<Guid>(NpgsqlDbType.Uuid);
        _runningUntil = Next<long>(NpgsqlDbType.TimestampTz);
    }

    /// <param name="batch">Whose fence.</param>
    /// <param name="runningUntil">The latest next start of a task that runs after this batch; <see cref="DateTimeOffset.MinValue"/> for none.</param>
    public void Add(ShardBatch batch, DateTimeOffset runningUntil)
    {
        _shard.Add(batch.Term.Shard);
        _epoch.Add(batch.Term.Epoch);
        _incarnation.Add(batch.Term.Owner.Incarnation);
        _expected.Add(batch.ExpectedSeq);
        _previous.Add(batch.PreviousBatch);
        _batch.Add(batch.BatchId);
        _runningUntil.Add(StoredInstant.Of(runningUntil));
        RowAdded();
    }
}

/// <summary><c>insert_history</c>.</summary>
internal sealed class HistoryRows : ArrayStatement
{
    private readonly Column<long> _at;
    private readonly Column<long> _logSeq;
    private readonly Column<long> _epoch;
    private readonly Column<int> _shard;
    private readonly Column<int> _opNo;
    private readonly Column<int> _seq;
    private readonly Column<int> _attempt;
    private readonly Column<short> _type;
    private readonly Column<short> _from;
    private readonly Column<short> _to;
    private readonly Column<Guid> _attemptId;
    private readonly Column<string?> _task;
    private readonly Column<string?> _detail;

    public HistoryRows(string sql) : base(sql)
    {
        _at = Next<long>(NpgsqlDbType.TimestampTz);
        _logSeq = Next<long>(NpgsqlDbType.Bigint);
        _epoch = Next<long>(NpgsqlDbType.Bigint);
        _shard = Next<int>(NpgsqlDbType.Integer);
        _opNo = Next<int>(NpgsqlDbType.Integer);
        _seq = Next<int>(NpgsqlDbType.Integer);
        _attempt = Next<int>(NpgsqlDbType.Integer);
        _type = Next<short>(NpgsqlDbType.Smallint);
        _from = Next<short>(NpgsqlDbType.Smallint);
        _to = Next<short>(NpgsqlDbType.Smallint);
        _attemptId = Next<Guid>(NpgsqlDbType.Uuid);
        _task = Next<string?>(NpgsqlDbType.Text);
        _detail = Next<string?>(NpgsqlDbType.Text);
    }

    /// <summary>A task's step.</summary>
    public void Add(ShardBatch batch, int number, HistoryEntry entry)
    {
        Position(batch, number, entry.At);
        _seq.Add(entry.Seq);
        _attempt.Add(entry.Attempt);
        _type.Add((short)entry.Type);
        _from.Add((short)entry.From.GetValueOrDefault());
        _to.Add((short)entry.To);
        _attemptId.Add(entry.AttemptId.GetValueOrDefault().Value);
        _task.Add(entry.Task.Value);
        _detail.Add(StorableText.Of(entry.Detail));
    }

    /// <summary>The mark of a batch without steps, so that the log has no gap.</summary>
    public void AddMark(ShardBatch batch, DateTimeOffset at)
    {
        Position(batch, 0, at);
        _seq.Add(0);
        _attempt.Add(0);
        _type.Add(0);
        _from.Add(0);
        _to.Add(0);
        _attemptId.Add(Guid.Empty);
        _task.Add(null);
        _detail.Add("NOOP");
    }

    private void Position(ShardBatch batch, int number, DateTimeOffset at)
    {
        _at.Add(StoredInstant.Of(at));
        _logSeq.Add(batch.ExpectedSeq + 1);
        _epoch.Add(batch.Term.Epoch);
        _shard.Add(batch.Term.Shard);
        _opNo.Add(number);
        RowAdded();
    }
}

/// <summary><c>delete_inbox</c>.</summary>
internal sealed class ConsumedRows : ArrayStatement
{
    private readonly Column<int> _shard;
    private readonly Column<long> _position;
    private readonly Column<string> _task;

    public ConsumedRows(string sql) : base(sql)
    {
        _shard = Next<int>(NpgsqlDbType.Integer);
        _position = Next<long>(NpgsqlDbType.Bigint);
        _task = Next<string>(NpgsqlDbType.Text);
    }

    public void Add(int shard, ConsumedRow row)
    {
        _shard.Add(shard);
        _position.Add(row.Position);
        _task.Add(row.Task.Value);
        RowAdded();
    }
}
