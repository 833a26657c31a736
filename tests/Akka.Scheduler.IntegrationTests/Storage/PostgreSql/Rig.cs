using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.IntegrationTests.Storage.Conformance;
using Akka.Scheduler.Storage.PostgreSql;
using Akka.Scheduler.TestKit;
using Akka.Scheduler.TestKit.Network;
using Akka.Scheduler.TestKit.PostgreSql;
using Npgsql;
using Shouldly;

namespace Akka.Scheduler.IntegrationTests.Storage.PostgreSql;

/// <summary>Two nodes on one database: A behind a proxy that can misbehave, B straight on the server, and a session for everything else.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public static readonly NodeIncarnation NodeA = new("a", new("aaaaaaaa-0000-7000-8000-00000000000a"));
    public static readonly NodeIncarnation NodeB = new("b", new("bbbbbbbb-0000-7000-8000-00000000000b"));
    public static readonly CancellationToken Never = CancellationToken.None;

    private readonly PostgreSqlStore _a;
    private readonly PostgreSqlStore _b;

    private Rig(string database, TcpProxy proxy, PostgreSqlStore a, PostgreSqlStore b, NpgsqlDataSource raw)
    {
        Database = database;
        Proxy = proxy;
        _a = a;
        _b = b;
        Raw = raw;
    }

    public string Database { get; }

    public TcpProxy Proxy { get; }

    public StorePorts A => _a.Ports;

    public StorePorts B => _b.Ports;

    public NpgsqlDataSource Raw { get; }

    /// <param name="fence">SQL that replaces a function by a broken one; null for the real ones.</param>
    public static async Task<Rig> OpenAsync(string? fence = null)
    {
        var database = await PostgreSqlFixture.DatabaseAsync();
        var proxy = TcpProxy.To((await PostgresServer.SharedAsync()).Port);
        var behind = new NpgsqlConnectionStringBuilder(database) { Port = proxy.Port, ApplicationName = "ghost" }.ConnectionString;
        var rig = new Rig(
            database,
            proxy,
            await PostgreSqlFixture.OpenStoreAsync(behind, options => options with { CommitTimeout = TimeSpan.FromSeconds(1) }),
            await PostgreSqlFixture.OpenStoreAsync(database),
            NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { MaxPoolSize = 5 }));
        if (fence is not null) await rig.RunAsync(fence);
        foreach (var (ports, node) in new[] { (rig.A, NodeA), (rig.B, NodeB) })
            (await ports.Membership.JoinUpAsync(node, new("rig", 4))).ShouldBeOfType<JoinOutcome.Joined>();
        return rig;
    }

    public static async Task<ShardWriter> TakeAsync(StorePorts ports, NodeIncarnation node, int shard = 0) =>
        new(ports, (await ports.Ownership.AcquireAsync([shard], node, forced: true, "rig", Never)).ShouldHaveSingleItem());

    public async Task RunAsync(string sql)
    {
        await using var command = Raw.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ReadAsync<T>(string sql)
    {
        await using var command = Raw.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>A transaction that has inserted the task <paramref name="id"/> and waits: whoever inserts it too waits for this one's end.</summary>
    public async Task<Blocker> BlockAsync(string id)
    {
        var connection = await Raw.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand(
            """
            INSERT INTO scheduler.task (id, shard, version, state, priority, created_at, due_at, next_start_at, queue, executor, attempt, failures, cancel_requested)
            VALUES ($1, 3, 1, 1, 1, now(), now(), now(), 'default', 'noop', 0, 0, 0)
            """, connection, transaction);
        insert.Parameters.Add(new() { Value = id });
        await insert.ExecuteNonQueryAsync();
        return new(connection, transaction);
    }

    /// <summary>Returns when the session <paramref name="holder"/> keeps another one waiting, and answers which.</summary>
    public async Task<int> WaiterOfAsync(int holder, CancellationToken cancel = default)
    {
        while (true)
        {
            await using var command = Raw.CreateCommand(
                "SELECT coalesce(max(pid), 0) FROM pg_stat_activity, pg_sleep(0.01) WHERE $1 = ANY (pg_blocking_pids(pid))");
            command.Parameters.Add(new() { Value = holder });
            if ((int)(await command.ExecuteScalarAsync(cancel))! is > 0 and var waiter) return waiter;
        }
    }

    /// <summary>Returns when <paramref name="condition"/>, an SQL expression, holds.</summary>
    public async Task UntilAsync(string condition)
    {
        while (!await ReadAsync<bool>($"SELECT ({condition}) FROM pg_sleep(0.01)"))
        {
            // The wait itself is in the statement.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
        await Proxy.DisposeAsync();
        await Raw.DisposeAsync();
    }
}

/// <summary>An open transaction that others wait for.</summary>
internal sealed class Blocker(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
{
    public int Pid => connection.ProcessID;

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
