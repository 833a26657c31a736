using Npgsql;
using NpgsqlTypes;

namespace Akka.Scheduler.Storage.PostgreSql.Commit;

/// <summary>One array parameter of a statement, filled again for every commit.</summary>
internal sealed class Column<T>(NpgsqlDbType element) : IColumn
{
    private readonly List<T> _values = [];

    /// <inheritdoc/>
    public NpgsqlParameter Parameter => field ??= new NpgsqlParameter<List<T>> { TypedValue = _values, NpgsqlDbType = NpgsqlDbType.Array | element };

    /// <summary>The next row's value.</summary>
    public void Add(T value) => _values.Add(value);

    /// <inheritdoc/>
    public void Clear() => _values.Clear();
}

/// <summary>A column of any type.</summary>
internal interface IColumn
{
    /// <summary>The parameter that holds the array.</summary>
    NpgsqlParameter Parameter { get; }

    /// <summary>Forgets all rows, and keeps the room.</summary>
    void Clear();
}
