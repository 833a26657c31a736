using Npgsql;
using NpgsqlTypes;

namespace Akka.Scheduler.Storage.PostgreSql.Commit;

/// <summary>A statement that applies many rows at once, each parameter an array. It takes part in a commit only if it has rows.</summary>
internal abstract class ArrayStatement
{
    private readonly NpgsqlBatchCommand _command;
    private readonly List<IColumn> _columns = [];
    private NpgsqlParameter<int>? _expected;

    /// <param name="sql">The statement's text.</param>
    protected ArrayStatement(string sql) => _command = new(sql);

    /// <summary>How many rows wait to be sent.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds the statement to a batch, if it has something to do.</summary>
    public void AppendTo(NpgsqlBatch batch)
    {
        if (Rows == 0) return;
        if (_expected is not null) _expected.TypedValue = Rows;
        batch.BatchCommands.Add(_command);
    }

    /// <summary>Forgets all rows, half-added ones too.</summary>
    public virtual void Clear()
    {
        Rows = 0;
        foreach (var column in _columns) column.Clear();
    }

    /// <summary>The next parameter, of the given element type.</summary>
    protected internal Column<T> Next<T>(NpgsqlDbType element)
    {
        var column = new Column<T>(element);
        _columns.Add(column);
        _command.Parameters.Add(column.Parameter);
        return column;
    }

    /// <summary>The last parameter of a statement that refuses to touch another number of rows than it was given.</summary>
    protected void ExpectRows()
    {
        _expected = new() { NpgsqlDbType = NpgsqlDbType.Integer };
        _command.Parameters.Add(_expected);
    }

    /// <summary>Each column has got its value of one more row.</summary>
    protected void RowAdded() => Rows++;
}
