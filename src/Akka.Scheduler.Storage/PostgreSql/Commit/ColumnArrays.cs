using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Storage.Documents;
using NpgsqlTypes;

namespace Akka.Scheduler.Storage.PostgreSql.Commit;

/// <summary>Which row.</summary>
internal sealed class KeyColumns(ArrayStatement statement)
{
    private readonly Column<string> _id = statement.Next<string>(NpgsqlDbType.Text);
    private readonly Column<int> _shard = statement.Next<int>(NpgsqlDbType.Integer);

    public void Add(int shard, TaskSnapshot task)
    {
        _id.Add(task.Id.Value);
        _shard.Add(shard);
    }
}

/// <summary>What every step moves.</summary>
internal sealed class RunColumns
{
    private readonly Column<int> _version;
    private readonly Column<short>? _state;
    private readonly Column<int> _attempt;
    private readonly Column<int> _failures;
    private readonly Column<long> _nextStartAt;
    private readonly Column<long?> _startedAt;
    private readonly Column<string?> _worker;
    private readonly Column<short> _cancelRequested;
    private readonly Column<string?> _reason;

    public RunColumns(ArrayStatement statement, bool withState = true)
    {
        _version = statement.Next<int>(NpgsqlDbType.Integer);
        _state = withState ? statement.Next<short>(NpgsqlDbType.Smallint) : null;
        _attempt = statement.Next<int>(NpgsqlDbType.Integer);
        _failures = statement.Next<int>(NpgsqlDbType.Integer);
        _nextStartAt = statement.Next<long>(NpgsqlDbType.TimestampTz);
        _startedAt = statement.Next<long?>(NpgsqlDbType.TimestampTz);
        _worker = statement.Next<string?>(NpgsqlDbType.Text);
        _cancelRequested = statement.Next<short>(NpgsqlDbType.Smallint);
        _reason = statement.Next<string?>(NpgsqlDbType.Text);
    }

    public void Add(TaskSnapshot task)
    {
        _version.Add(task.Version);
        _state?.Add((short)task.State);
        _attempt.Add(task.Attempt);
        _failures.Add(task.Failures);
        _nextStartAt.Add(StoredInstant.Of(task.NextStartAt));
        _startedAt.Add(StoredInstant.Of(task.StartedAt));
        _worker.Add(task.Worker?.Value);
        _cancelRequested.Add(task.CancelRequested ? (short)1 : (short)0);
        _reason.Add(StorableText.Of(task.Reason));
    }
}

/// <summary>What the last attempt left behind.</summary>
internal sealed class ResultColumns(ArrayStatement statement)
{
    private readonly Column<int?> _code = statement.Next<int?>(NpgsqlDbType.Integer);
    private readonly Column<string?> _message = statement.Next<string?>(NpgsqlDbType.Text);
    private readonly Column<string?> _data = statement.Next<string?>(NpgsqlDbType.Text);
    private readonly Column<string?> _error = statement.Next<string?>(NpgsqlDbType.Text);

    public void Add(TaskSnapshot task)
    {
        _code.Add(task.Result?.Code);
        _message.Add(StorableText.Of(task.Result?.Message));
        _data.Add(StorableText.Of(task.Result?.Data));
        _error.Add(StorableText.Of(task.Error));
    }
}

/// <summary>The open attempt.</summary>
internal sealed class AttemptColumns(ArrayStatement statement)
{
    private readonly Column<Guid?> _id = statement.Next<Guid?>(NpgsqlDbType.Uuid);
    private readonly Column<long?> _startedAt = statement.Next<long?>(NpgsqlDbType.TimestampTz);
    private readonly Column<long?> _deadline = statement.Next<long?>(NpgsqlDbType.TimestampTz);
    private readonly Column<long?> _fencingToken = statement.Next<long?>(NpgsqlDbType.Bigint);

    public void Add(TaskSnapshot task)
    {
        _id.Add(task.Open?.Id.Value);
        _startedAt.Add(StoredInstant.Of(task.Open?.StartedAt));
        _deadline.Add(StoredInstant.Of(task.Open?.Deadline));
        _fencingToken.Add(task.Open?.FencingToken);
    }
}

/// <summary>What was asked for.</summary>
internal sealed class SpecColumns(ArrayStatement statement)
{
    private readonly Column<short> _priority = statement.Next<short>(NpgsqlDbType.Smallint);
    private readonly Column<long> _createdAt = statement.Next<long>(NpgsqlDbType.TimestampTz);
    private readonly Column<long> _dueAt = statement.Next<long>(NpgsqlDbType.TimestampTz);
    private readonly Column<string> _queue = statement.Next<string>(NpgsqlDbType.Text);
    private readonly Column<string> _executor = statement.Next<string>(NpgsqlDbType.Text);
    private readonly Column<string?> _name = statement.Next<string?>(NpgsqlDbType.Text);
    private readonly Column<string?> _scheduleId = statement.Next<string?>(NpgsqlDbType.Text);
    private readonly Column<string?> _labels = statement.Next<string?>(NpgsqlDbType.Text);
    private readonly Column<string?> _document = statement.Next<string?>(NpgsqlDbType.Text);
    private readonly Column<string?> _payload = statement.Next<string?>(NpgsqlDbType.Text);

    public void Add(TaskSpec spec)
    {
        var template = spec.Template;
        _priority.Add((short)template.Priority);
        _createdAt.Add(StoredInstant.Of(spec.CreatedAt));
        _dueAt.Add(StoredInstant.Of(spec.DueAt));
        _queue.Add(template.Queue);
        _executor.Add(template.Executor);
        _name.Add(StorableText.Of(template.Name));
        _scheduleId.Add(spec.ScheduleId);
        _labels.Add(StorableLabels.Of(template.Labels));
        _document.Add(SpecDocument.Write(spec));
        _payload.Add(StorableText.Of(template.Payload));
    }
}
