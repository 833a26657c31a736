using System.Runtime.InteropServices;
using Akka.Scheduler.Domain.Tasks;
using NpgsqlTypes;

namespace Akka.Scheduler.Storage.PostgreSql.Commit;

/// <summary><c>move_counts</c>: what a commit adds to and takes from the number of tasks by shard, queue and state.</summary>
internal sealed class CountRows : ArrayStatement
{
    private readonly Dictionary<(int Shard, string Queue, TaskState State), long> _moved = [];
    private readonly Column<int> _shard;
    private readonly Column<string> _queue;
    private readonly Column<short> _state;
    private readonly Column<long> _n;

    // A commit is mostly many times the same step in one queue: those are added up before the dictionary is asked.
    private (int Shard, string Queue, TaskState? From, TaskState To) _same;
    private long _times;

    public CountRows(string sql) : base(sql)
    {
        _shard = Next<int>(NpgsqlDbType.Integer);
        _queue = Next<string>(NpgsqlDbType.Text);
        _state = Next<short>(NpgsqlDbType.Smallint);
        _n = Next<long>(NpgsqlDbType.Bigint);
    }

    /// <summary>A task moves from one state to another, or comes to be.</summary>
    public void Move(int shard, string queue, TaskState? from, TaskState to)
    {
        var step = (shard, queue, from, to);
        if (step != _same)
        {
            Settle();
            _same = step;
        }

        _times++;
    }

    /// <summary>Makes the rows, once all moves are told.</summary>
    public void Close()
    {
        Settle();
        foreach (var ((shard, queue, state), n) in _moved)
        {
            if (n == 0) continue;
            _shard.Add(shard);
            _queue.Add(queue);
            _state.Add((short)state);
            _n.Add(n);
            RowAdded();
        }
    }

    /// <inheritdoc/>
    public override void Clear()
    {
        base.Clear();
        _moved.Clear();
        _same = default;
        _times = 0;
    }

    private void Settle()
    {
        if (_times == 0) return;
        if (_same.From is { } from) CollectionsMarshal.GetValueRefOrAddDefault(_moved, (_same.Shard, _same.Queue, from), out _) -= _times;
        CollectionsMarshal.GetValueRefOrAddDefault(_moved, (_same.Shard, _same.Queue, _same.To), out _) += _times;
        _times = 0;
    }
}
