using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Storage.PostgreSql.Commit;
using NpgsqlTypes;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary><c>insert_inbox</c>: tasks accepted without their shard's owner.</summary>
internal sealed class InboxRows : ArrayStatement
{
    private readonly Column<string> _id;
    private readonly Column<int> _shard;
    private readonly SpecColumns _spec;

    public InboxRows(string sql) : base(sql)
    {
        _id = Next<string>(NpgsqlDbType.Text);
        _shard = Next<int>(NpgsqlDbType.Integer);
        _spec = new(this);
    }

    public void Add(InboxInsert row)
    {
        _id.Add(row.Spec.Id.Value);
        _shard.Add(row.Shard);
        _spec.Add(row.Spec);
        RowAdded();
    }
}
