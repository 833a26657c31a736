using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>One connection with its prepared statements, used by one thread at a time.</summary>
internal sealed class Session : IDisposable
{
    private const int BusyTimeoutMs = 5000;
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    public Session(string file, bool readOnly)
    {
        _connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        }.ToString());
        _connection.Open();
        // Nobody else writes; this is for a person with a shell of their own.
        raw.sqlite3_busy_timeout(Handle, BusyTimeoutMs);
    }

    /// <summary>The embedded statement of that name, prepared once.</summary>
    public Statement this[string name]
    {
        get
        {
            if (!_statements.TryGetValue(name, out var statement)) _statements.Add(name, statement = new(Handle, SqliteSql.Text(name)));
            return statement;
        }
    }

    /// <summary>Whether a transaction is open. SQLite may end one by itself when it fails.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    /// <summary>The key of the row inserted last.</summary>
    public long LastKey => raw.sqlite3_last_insert_rowid(Handle);

    private sqlite3 Handle => _connection.Handle!;

    /// <summary>Runs a script of statements without parameters and answers.</summary>
    public void Execute(string script) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(Handle, script), Handle);

    /// <summary>The value of a pragma that is a number.</summary>
    public long Pragma(string name)
    {
        using var statement = new Statement(Handle, $"PRAGMA {name}");
        return statement.First(static row => row.Number(0));
    }

    /// <summary>Switches the file to write-ahead mode and answers the mode that it is in then.</summary>
    public string UseWriteAheadLog()
    {
        using var statement = new Statement(Handle, "PRAGMA journal_mode = WAL");
        return statement.First(static row => row.Text(0)) ?? "";
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _connection.Dispose();
    }
}
