using Akka.Scheduler.Domain.Tasks;
using NpgsqlTypes;

namespace Akka.Scheduler.Storage.PostgreSql.Commit;

/// <summary>Live rows with everything: <c>insert_live</c> and <c>update_all</c>.</summary>
internal sealed class WholeLiveRows : ArrayStatement
{
    private readonly KeyColumns _key;
    private readonly RunColumns _run;
    private readonly ResultColumns _result;
    private readonly AttemptColumns _attempt;
    private readonly SpecColumns _spec;
    private readonly Column<int>? _bucket;

    public WholeLiveRows(string sql, bool counted) : base(sql)
    {
        _key = new(this);
        _run = new(this);
        _result = new(this);
        _attempt = new(this);
        _spec = new(this);
        // A row keeps the bucket that it was inserted with.
        if (counted) ExpectRows();
        else _bucket = Next<int>(NpgsqlDbType.Integer);
    }

    public void Add(int shard, TaskSnapshot task)
    {
        _key.Add(shard, task);
        _run.Add(task);
        _result.Add(task);
        _attempt.Add(task);
        _spec.Add(task.Spec);
        _bucket?.Add(task.Bucket);
        RowAdded();
    }
}

/// <summary><c>update_state</c>: live rows whose specification stays.</summary>
internal sealed class StateRows : ArrayStatement
{
    private readonly KeyColumns _key;
    private readonly RunColumns _run;
    private readonly ResultColumns _result;
    private readonly AttemptColumns _attempt;

    public StateRows(string sql) : base(sql)
    {
        _key = new(this);
        _run = new(this);
        _result = new(this);
        _attempt = new(this);
        ExpectRows();
    }

    public void Add(int shard, TaskSnapshot task)
    {
        _key.Add(shard, task);
        _run.Add(task);
        _result.Add(task);
        _attempt.Add(task);
        RowAdded();
    }
}

/// <summary><c>update_opened</c>: running tasks without result or error.</summary>
internal sealed class OpenedRows : ArrayStatement
{
    private readonly KeyColumns _key;
    private readonly RunColumns _run;
    private readonly Column<Guid> _attemptId;
    private readonly Column<long> _startedAt;
    private readonly Column<long> _deadline;
    private readonly Column<long> _fencingToken;

    public OpenedRows(string sql) : base(sql)
    {
        _key = new(this);
        _run = new(this, withState: false);
        _attemptId = Next<Guid>(NpgsqlDbType.Uuid);
        _startedAt = Next<long>(NpgsqlDbType.TimestampTz);
        _deadline = Next<long>(NpgsqlDbType.TimestampTz);
        _fencingToken = Next<long>(NpgsqlDbType.Bigint);
        ExpectRows();
    }

    /// <summary>Whether this short form says everything about <paramref name="task"/>.</summary>
    public static bool Suits(TaskSnapshot task) => task is { State: TaskState.Running, Open: not null, Result: null, Error: null };

    public void Add(int shard, TaskSnapshot task)
    {
        var open = task.Open!;
        _key.Add(shard, task);
        _run.Add(task);
        _attemptId.Add(open.Id.Value);
        _startedAt.Add(StoredInstant.Of(open.StartedAt));
        _deadline.Add(StoredInstant.Of(open.Deadline));
        _fencingToken.Add(open.FencingToken);
        RowAdded();
    }
}

/// <summary><c>move_to_archive</c>, and with the specification <c>insert_archived</c>.</summary>
internal sealed class FinishedRows : ArrayStatement
{
    private readonly KeyColumns _key;
    private readonly RunColumns _run;
    private readonly ResultColumns _result;
    private readonly Column<long> _finishedAt;
    private readonly SpecColumns? _spec;
    private readonly Column<string?>? _settled;

    public FinishedRows(string sql, bool whole) : base(sql)
    {
        _key = new(this);
        _run = new(this);
        _result = new(this);
        _finishedAt = Next<long>(NpgsqlDbType.TimestampTz);
        if (whole) (_spec, _settled) = (new(this), Next<string?>(NpgsqlDbType.Text));
        else ExpectRows();
    }

    public void Add(int shard, TaskSnapshot task)
    {
        if (task.FinishedAt is not { } end) throw new ArgumentException($"task '{task.Id}' goes to the archive in state {task.State}, without an end");
        _key.Add(shard, task);
        _run.Add(task);
        _result.Add(task);
        _finishedAt.Add(StoredInstant.Of(end));
        _spec?.Add(task.Spec);
        _settled?.Add(task.Settled);
        RowAdded();
    }
}

/// <summary><c>delete_live</c> and <c>delete_archived</c>.</summary>
internal sealed class DeletedRows : ArrayStatement
{
    private readonly KeyColumns _key;

    public DeletedRows(string sql) : base(sql)
    {
        _key = new(this);
        ExpectRows();
    }

    public void Add(int shard, TaskSnapshot task)
    {
        _key.Add(shard, task);
        RowAdded();
    }
}
