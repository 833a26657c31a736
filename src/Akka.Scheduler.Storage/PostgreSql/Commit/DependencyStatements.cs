using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using NpgsqlTypes;

namespace Akka.Scheduler.Storage.PostgreSql.Commit;

/// <summary><c>set_blocked</c>: how far tasks have got that wait for others.</summary>
internal sealed class BlockedRows : ArrayStatement
{
    private readonly KeyColumns _key;
    private readonly Column<int> _blocked;
    private readonly Column<string?> _settled;

    public BlockedRows(string sql) : base(sql)
    {
        _key = new(this);
        _blocked = Next<int>(NpgsqlDbType.Integer);
        _settled = Next<string?>(NpgsqlDbType.Text);
        ExpectRows();
    }

    public void Add(int shard, TaskSnapshot task)
    {
        _key.Add(shard, task);
        _blocked.Add(task.Blocked);
        _settled.Add(task.Settled);
        RowAdded();
    }
}

/// <summary><c>insert_followers</c>.</summary>
internal sealed class FollowerRows : ArrayStatement
{
    private readonly Column<string> _parent;
    private readonly Column<string> _child;
    private readonly Column<int> _edge;
    private readonly Column<int> _parentShard;
    private readonly Column<int> _childShard;

    public FollowerRows(string sql) : base(sql)
    {
        _parent = Next<string>(NpgsqlDbType.Text);
        _child = Next<string>(NpgsqlDbType.Text);
        _edge = Next<int>(NpgsqlDbType.Integer);
        _parentShard = Next<int>(NpgsqlDbType.Integer);
        _childShard = Next<int>(NpgsqlDbType.Integer);
    }

    public void Add(int shard, FollowerRow row)
    {
        _parent.Add(row.Parent.Value);
        _child.Add(row.Child.Value);
        _edge.Add(row.Edge);
        _parentShard.Add(shard);
        _childShard.Add(row.ChildShard);
        RowAdded();
    }
}

/// <summary><c>move_followers</c>.</summary>
internal sealed class EndedRows : ArrayStatement
{
    private readonly Column<string> _parent;
    private readonly Column<short> _outcome;

    public EndedRows(string sql) : base(sql)
    {
        _parent = Next<string>(NpgsqlDbType.Text);
        _outcome = Next<short>(NpgsqlDbType.Smallint);
    }

    public void Add(EndedParent ended)
    {
        _parent.Add(ended.Parent.Value);
        _outcome.Add((short)ended.End);
        RowAdded();
    }
}

/// <summary><c>delete_signals</c>.</summary>
internal sealed class HeardRows : ArrayStatement
{
    private readonly Column<int> _shard;
    private readonly Column<long> _position;
    private readonly Column<string> _child;
    private readonly Column<int> _edge;

    public HeardRows(string sql) : base(sql)
    {
        _shard = Next<int>(NpgsqlDbType.Integer);
        _position = Next<long>(NpgsqlDbType.Bigint);
        _child = Next<string>(NpgsqlDbType.Text);
        _edge = Next<int>(NpgsqlDbType.Integer);
    }

    public void Add(int shard, SignalRow row)
    {
        _shard.Add(shard);
        _position.Add(row.Position);
        _child.Add(row.Child.Value);
        _edge.Add(row.Edge);
        RowAdded();
    }
}
