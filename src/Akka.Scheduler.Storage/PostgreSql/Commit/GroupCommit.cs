using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Npgsql;

namespace Akka.Scheduler.Storage.PostgreSql.Commit;

/// <summary>The statements of one commit: the fence of all its shards, then array statements over all their changes, in one round trip.</summary>
/// <remarks>
/// <para>There is no explicit transaction: the server opens one at the first statement and commits it at the end of the round trip, so a client
/// that is stopped in between cannot keep it open.</para>
/// <para>Arrays, parameters and commands are made once and filled again and again. Used by one writer at a time.</para>
/// </remarks>
internal sealed class GroupCommit : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly NpgsqlBatch _batch;
    private readonly FenceRows _fence;
    private readonly KeyRows _keys;
    private readonly WholeLiveRows _inserted;
    private readonly OpenedRows _opened;
    private readonly StateRows _state;
    private readonly WholeLiveRows _whole;
    private readonly FinishedRows _finished;
    private readonly DeletedRows _left;
    private readonly DeletedRows _restored;
    private readonly FinishedRows _archived;
    private readonly HistoryRows _history;
    private readonly CountRows _counts;
    private readonly ConsumedRows _consumed;
    private readonly BlockedRows _blocked;
    private readonly FollowerRows _followers;
    private readonly EndedRows _ended;
    private readonly HeardRows _heard;
    private readonly InboxRows _emitted;
    private readonly ArrayStatement[] _statements;
    private readonly HashSet<TaskId> _respecified = [];
    private readonly HashSet<TaskId> _settled = [];

    public GroupCommit(SqlText sql, TimeSpan timeout, TimeProvider time)
    {
        _time = time;
        _batch = new() { Timeout = (int)Math.Ceiling(timeout.TotalSeconds) };
        // In the order in which they are sent: the fence first, then what may end the commit, removals before insertions of the same id, followers before they are moved.
        _statements =
        [
            _fence = new(sql["fence"]),
            _keys = new(sql["move_keys"]),
            _restored = new(sql["delete_archived"]),
            _inserted = new(sql["insert_live"], counted: false),
            _opened = new(sql["update_opened"]),
            _state = new(sql["update_state"]),
            _whole = new(sql["update_all"], counted: true),
            _blocked = new(sql["set_blocked"]),
            _finished = new(sql["move_to_archive"], whole: false),
            _left = new(sql["delete_live"]),
            _archived = new(sql["insert_archived"], whole: true),
            _history = new(sql["insert_history"]),
            _counts = new(sql["move_counts"]),
            _consumed = new(sql["delete_inbox"]),
            _followers = new(sql["insert_followers"]),
            _ended = new(sql["move_followers"]),
            _heard = new(sql["delete_signals"]),
            _emitted = new(sql["insert_inbox"]),
        ];
    }

    /// <summary>Forgets the last commit's rows.</summary>
    public void Clear()
    {
        foreach (var statement in _statements) statement.Clear();
    }

    /// <summary>Takes a batch in. No other batch of the same shard may be in.</summary>
    public void Add(ShardBatch batch)
    {
        AddHistory(batch);
        var shard = batch.Term.Shard;
        var runningUntil = DateTimeOffset.MinValue;
        for (var i = 0; i < batch.Changes.Count; i++)
        {
            var (kind, task) = batch.Changes[i];
            AddChange(shard, kind, task);
            if (task.Settled is not null && (kind is ChangeKind.Insert or ChangeKind.Restore || _settled.Contains(task.Id))) _blocked.Add(shard, task);
            if (task.State == TaskState.Running && task.NextStartAt > runningUntil) runningUntil = task.NextStartAt;
        }

        for (var i = 0; i < batch.ConsumedInbox.Count; i++) _consumed.Add(shard, batch.ConsumedInbox[i]);
        _keys.Add(batch);
        AddDependencies(shard, batch);
        _fence.Add(batch, runningUntil);
        if (_respecified.Count > 0) _respecified.Clear();
        if (_settled.Count > 0) _settled.Clear();
    }

    /// <summary>Sends everything and returns when it is committed.</summary>
    public async Task SendAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        _counts.Close();
        _batch.Connection = connection;
        _batch.BatchCommands.Clear();
        foreach (var statement in _statements) statement.AppendTo(_batch);
        await _batch.ExecuteNonQueryAsync(cancel);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _batch.DisposeAsync();

    private void AddChange(int shard, ChangeKind kind, TaskSnapshot task)
    {
        switch (kind)
        {
            case ChangeKind.Insert:
                _inserted.Add(shard, task);
                break;
            case ChangeKind.UpdateState when _respecified.Contains(task.Id):
            case ChangeKind.UpdateAll:
                _whole.Add(shard, task);
                break;
            case ChangeKind.UpdateState when OpenedRows.Suits(task):
                _opened.Add(shard, task);
                break;
            case ChangeKind.UpdateState:
                _state.Add(shard, task);
                break;
            case ChangeKind.Archive when _respecified.Contains(task.Id):
                _left.Add(shard, task);
                _archived.Add(shard, task);
                break;
            case ChangeKind.Archive:
                _finished.Add(shard, task);
                break;
            case ChangeKind.InsertArchived:
                _archived.Add(shard, task);
                break;
            case ChangeKind.Restore:
                _restored.Add(shard, task);
                _inserted.Add(shard, task);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such change");
        }
    }

    private void AddDependencies(int shard, ShardBatch batch)
    {
        for (var i = 0; i < batch.Followers.Count; i++) _followers.Add(shard, batch.Followers[i]);
        for (var i = 0; i < batch.EndedParents.Count; i++) _ended.Add(batch.EndedParents[i]);
        for (var i = 0; i < batch.Inbox.Count; i++) _emitted.Add(batch.Inbox[i]);
        for (var i = 0; i < batch.ConsumedSignals.Count; i++) _heard.Add(shard, batch.ConsumedSignals[i]);
    }

    private void AddHistory(ShardBatch batch)
    {
        var steps = batch.History;
        if (steps.Count == 0)
        {
            _history.AddMark(batch, _time.GetUtcNow());
            return;
        }

        var changes = new ChangeFinder(batch.Changes);
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            _history.Add(batch, i, step);
            // A task whose specification changed in this batch leaves with the new one, which its live row does not hold.
            if (step.Type is TransitionType.Changed or TransitionType.Split) _respecified.Add(step.Task);
            if (step.Type is TransitionType.DependencySettled or TransitionType.Split) _settled.Add(step.Task);
            if (step.From != step.To) _counts.Move(batch.Term.Shard, changes.Find(step.Task).Spec.Template.Queue, step.From, step.To);
        }
    }
}
