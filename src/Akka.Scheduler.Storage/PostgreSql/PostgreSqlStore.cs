using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Storage.PostgreSql.Commit;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>A store in PostgreSQL 14 or newer. Closing it commits what was handed in and ends its sessions.</summary>
public sealed class PostgreSqlStore : IAsyncDisposable
{
    private const int OldestServer = 14;

    private readonly Sessions _sessions;
    private readonly CommitWriter[] _writers;

    private PostgreSqlStore(Sessions sessions, PostgreSqlStoreOptions options, TimeProvider time, ILogger log)
    {
        _sessions = sessions;
        var sql = new SqlText(options.Schema);
        var calls = new StoreCalls(sessions.Reads, sql);
        _writers = new CommitWriter[options.Writers];
        for (var i = 0; i < _writers.Length; i++)
            _writers[i] = new(sessions.Commits, () => new GroupCommit(sql, options.CommitTimeout, time), options.MaxOperations, log);
        Ports = new()
        {
            Membership = new PostgreSqlMembership(new StoreCalls(sessions.Members, sql), new LeaseRenewal(sessions.Lease, sql)),
            Ownership = new PostgreSqlOwnership(calls, time),
            Shards = new PostgreSqlShards(_writers, calls),
            Inbox = new PostgreSqlInbox(calls),
            Keys = new PostgreSqlUniqueKeys(calls),
            Dependencies = new PostgreSqlDependencies(calls),
            Schedules = new PostgreSqlSchedules(sessions.Reads, calls, time, log),
            Queues = new PostgreSqlQueues(calls),
            Tasks = new PostgreSqlTaskQueries(calls),
            Logs = new PostgreSqlAttemptLogs(calls),
            Idempotency = new PostgreSqlIdempotency(calls),
            Retention = new PostgreSqlRetention(new StoreCalls(sessions.Housekeeping, sql)),
        };
    }

    /// <summary>All ports.</summary>
    public StorePorts Ports { get; }

    /// <summary>Connects, brings the schema up to date, checks what durability rests on, and opens the partitions of the next days.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="time">The clock; the days of partitions follow it.</param>
    /// <param name="log">Where refusals and unknown outcomes are told.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message names all problems.</exception>
    /// <exception cref="StoreUnavailableException">The server cannot be reached, or refuses the user or the database.</exception>
    /// <exception cref="InvalidOperationException">The server is too old, or the schema too new.</exception>
    public static async Task<PostgreSqlStore> OpenAsync(PostgreSqlStoreOptions options, TimeProvider time, ILogger log, CancellationToken cancel)
    {
        var problems = options.Problems();
        if (problems.Count > 0) throw new ArgumentException(string.Join("; ", problems), nameof(options));
        var sessions = new Sessions(options);
        try
        {
            var calls = new StoreCalls(sessions.Housekeeping, new SqlText(options.Schema));
            await calls.GuardAsync(async connection =>
            {
                await CheckServerAsync(connection, cancel);
                if (options.Migrate) await Migrations.RunAsync(connection, options.Schema, log, cancel);
                else await Migrations.CheckAsync(connection, options.Schema, cancel);
                return true;
            }, cancel);
            await new PostgreSqlRetention(calls).PrepareAsync(time.GetUtcNow(), cancel);
            return new(sessions, options, time, log);
        }
        catch
        {
            await sessions.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var writer in _writers) await writer.DisposeAsync();
        await _sessions.DisposeAsync();
    }

    private static async Task CheckServerAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        if (connection.PostgreSqlVersion.Major < OldestServer)
            throw new InvalidOperationException($"PostgreSQL {connection.PostgreSqlVersion} is too old; {OldestServer} is the oldest that serves");
        await using var command = new NpgsqlCommand("SELECT current_setting('synchronous_commit')", connection);
        if (await command.ExecuteScalarAsync(cancel) is not "on")
            throw new InvalidOperationException("synchronous_commit is not on: an acknowledged commit could be lost");
    }
}
