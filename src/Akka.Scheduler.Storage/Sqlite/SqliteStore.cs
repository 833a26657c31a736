using Akka.Scheduler.Engine.Storage;
using Microsoft.Data.Sqlite;

namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>The store of a single node: one SQLite file in a directory that no other process uses. It survives the end of the process at any instant.</summary>
/// <remarks>
/// <para>One thread writes, and joins all writes that wait into one transaction; a few threads read, and never wait for it.</para>
/// <para>A commit is on the disk before it is answered: write-ahead log with <c>synchronous=FULL</c>.</para>
/// <para>Ownership, epochs and the fence are the same as with PostgreSQL, so a restart of the node is a take-over of all shards by a new incarnation.</para>
/// </remarks>
public sealed class SqliteStore : IAsyncDisposable
{
    private const string FileName = "scheduler.db";
    private const long SynchronousFull = 2;
    private readonly DirectoryLock _lock;
    private readonly Writer _writer;
    private readonly ReaderPool _readers;

    private SqliteStore(DirectoryLock held, Session writer, List<Session> readers, SqliteStoreOptions options, TimeProvider time)
    {
        var writes = new WorkQueue<WriteWork>(options.QueueCapacity);
        _lock = held;
        _writer = new(writer, writes, options.MaxOperations);
        _readers = new(readers, options.QueueCapacity);
        var calls = new SqliteCalls(writes, _readers, time);
        Ports = new()
        {
            Membership = new SqliteMembership(calls),
            Ownership = new SqliteOwnership(calls),
            Shards = new SqliteShards(calls),
            Inbox = new SqliteInbox(calls),
            Keys = new SqliteUniqueKeys(calls),
            Dependencies = new SqliteDependencies(calls),
            Schedules = new SqliteSchedules(calls),
            Queues = new SqliteQueues(calls),
            Tasks = new SqliteQueries(calls),
            Logs = new SqliteAttemptLogs(calls),
            Idempotency = new SqliteIdempotency(calls),
            Retention = new SqliteRetention(calls),
        };
    }

    /// <summary>The store through all its ports.</summary>
    public StorePorts Ports { get; }

    /// <summary>All migrations as one script, for people: opening applies what is missing by itself.</summary>
    public static string MigrationScript() => SqliteMigrations.Script();

    /// <summary>Opens the store, makes it if there is none, and brings its schema up to date.</summary>
    /// <param name="options">Where, and how large.</param>
    /// <param name="time">The clock for columns that only people read.</param>
    /// <param name="cancel">Gives up before opening.</param>
    /// <exception cref="StoreOpenException">The options are wrong, the directory cannot be used, another process uses it, or the file is not a store of this program.</exception>
    public static Task<SqliteStore> OpenAsync(SqliteStoreOptions options, TimeProvider time, CancellationToken cancel) =>
        Task.Run(() => Open(options, time), cancel);

    /// <summary>Writes what still waits, and closes the file.</summary>
    public async ValueTask DisposeAsync() => await Task.Run(() =>
    {
        _writer.Dispose();
        _readers.Dispose();
        _lock.Dispose();
    });

    private static SqliteStore Open(SqliteStoreOptions options, TimeProvider time)
    {
        if (options.Problems() is { Count: > 0 } problems)
            throw new StoreOpenException($"the options of the SQLite store are wrong: {string.Join("; ", problems)}");
        var directory = Path.GetFullPath(options.Directory);
        var held = DirectoryLock.Take(directory);
        var sessions = new List<Session>();
        try
        {
            var file = Path.Combine(directory, FileName);
            sessions.Add(new(file, readOnly: false));
            Prepare(sessions[0], file);
            for (var reader = 0; reader < options.Readers; reader++) sessions.Add(new(file, readOnly: true));
            return new(held, sessions[0], sessions[1..], options, time);
        }
        catch (Exception trouble)
        {
            foreach (var session in sessions) session.Dispose();
            held.Dispose();
            if (trouble is not SqliteException) throw;
            throw new StoreOpenException($"the store in '{directory}' cannot be opened: {trouble.Message}", trouble);
        }
    }

    private static void Prepare(Session session, string file)
    {
        // Takes effect only before the first table is made.
        session.Execute("PRAGMA auto_vacuum = INCREMENTAL");
        var mode = session.UseWriteAheadLog();
        if (mode != "wal")
            throw new StoreOpenException($"'{file}' cannot use a write-ahead log (its journal mode stays '{mode}'): put it on a local disk");
        session.Execute("""
            PRAGMA synchronous = FULL;
            PRAGMA temp_store = MEMORY;
            PRAGMA cache_size = -65536;
            PRAGMA wal_autocheckpoint = 4000;
            PRAGMA journal_size_limit = 67108864;
            """);
        if (session.Pragma("synchronous") != SynchronousFull)
            throw new StoreOpenException($"'{file}' does not wait for the disk (synchronous is {session.Pragma("synchronous")}): commits would not be durable");
        SqliteMigrations.Apply(session, file);
    }
}
