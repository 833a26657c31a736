using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>A prepared statement that is used again and again, by one thread. Parameters count from 1 and columns from 0, as in SQLite.</summary>
/// <remarks>It stands on SQLite's own interface: the provider's commands box every parameter and prepare a reader for every execution,
/// which at tens of thousands of rows a second is most of the work.</remarks>
internal sealed class Statement : IDisposable
{
    private const int StackBytes = 512;
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _handle;

    public Statement(sqlite3 database, string sql)
    {
        _database = database;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out _handle), database);
    }

    public Statement Set(int parameter, long value) => Checked(raw.sqlite3_bind_int64(_handle, parameter, value));

    public Statement Set(int parameter, long? value) => value is { } some ? Set(parameter, some) : SetNull(parameter);

    public Statement Set(int parameter, double? value) =>
        value is { } some ? Checked(raw.sqlite3_bind_double(_handle, parameter, some)) : SetNull(parameter);

    public Statement Set(int parameter, ReadOnlySpan<byte> value) => Checked(raw.sqlite3_bind_blob(_handle, parameter, value));

    public Statement Set(int parameter, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return Set(parameter, bytes);
    }

    public Statement Set(int parameter, Guid? value) => value is { } some ? Set(parameter, some) : SetNull(parameter);

    public Statement Set(int parameter, string? value)
    {
        if (value is null) return SetNull(parameter);
        // No bytes at all would be taken for NULL.
        if (value.Length == 0) return Checked(raw.sqlite3_bind_text(_handle, parameter, utf8z.FromString("")));
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = most > StackBytes ? ArrayPool<byte>.Shared.Rent(most) : null;
        var buffer = rented ?? stackalloc byte[StackBytes];
        // SQLite copies the bytes before the call returns.
        var code = raw.sqlite3_bind_text(_handle, parameter, buffer[..Encoding.UTF8.GetBytes(value, buffer)]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return Checked(code);
    }

    /// <summary>Runs it to its end and answers how many rows it changed.</summary>
    public int Run()
    {
        try
        {
            while (Step()) { }
            return raw.sqlite3_changes(_database);
        }
        finally
        {
            raw.sqlite3_reset(_handle);
        }
    }

    /// <summary>Appends all rows to <paramref name="into"/>.</summary>
    public List<T> Read<T>(Func<Statement, T> row, List<T>? into = null)
    {
        into ??= [];
        try
        {
            while (Step()) into.Add(row(this));
            return into;
        }
        finally
        {
            raw.sqlite3_reset(_handle);
        }
    }

    /// <summary>The first row, or the default.</summary>
    public T? First<T>(Func<Statement, T> row)
    {
        try
        {
            return Step() ? row(this) : default;
        }
        finally
        {
            raw.sqlite3_reset(_handle);
        }
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_handle, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(_handle, column);

    public long? MaybeNumber(int column) => IsNull(column) ? null : Number(column);

    public double? MaybeReal(int column) => IsNull(column) ? null : raw.sqlite3_column_double(_handle, column);

    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_handle, column);

    public Guid Id(int column) => new(Bytes(column), bigEndian: true);

    public Guid? MaybeId(int column) => IsNull(column) ? null : Id(column);

    // Asked for as bytes, so that a U+0000 inside does not end it.
    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public string? MaybeText(int column) => IsNull(column) ? null : Text(column);

    public DateTimeOffset Instant(int column) => Microseconds.ToInstant(Number(column));

    public DateTimeOffset? MaybeInstant(int column) => IsNull(column) ? null : Instant(column);

    public void Dispose() => _handle.Dispose();

    private Statement SetNull(int parameter) => Checked(raw.sqlite3_bind_null(_handle, parameter));

    private Statement Checked(int code)
    {
        SqliteException.ThrowExceptionForRC(code, _database);
        return this;
    }

    private bool Step()
    {
        var code = raw.sqlite3_step(_handle);
        if (code is raw.SQLITE_ROW) return true;
        if (code is not raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(code, _database);
        return false;
    }
}
