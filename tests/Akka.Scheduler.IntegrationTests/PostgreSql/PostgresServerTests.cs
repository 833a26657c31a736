using Akka.Scheduler.TestKit.PostgreSql;
using Npgsql;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.PostgreSql;

public sealed class PostgresServerTests
{
    [Fact]
    public async Task All_callers_share_one_server()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(PostgresServer.SharedAsync)));

        servers.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Databases_made_in_parallel_do_not_see_each_other()
    {
        var server = await PostgresServer.SharedAsync();
        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => server.CreateDatabaseAsync()));

        await Task.WhenAll(databases.Select((database, i) => RunAsync(database, $"CREATE TABLE mark AS SELECT {i} AS value")));
        var marks = await Task.WhenAll(databases.Select(database => ReadAsync<int>(database, "SELECT value FROM mark")));

        marks.ShouldBe([0, 1, 2, 3]);
    }

    [Fact]
    public async Task Commits_are_durable_unless_the_test_says_otherwise()
    {
        var server = await PostgresServer.SharedAsync();
        var database = await server.CreateDatabaseAsync();

        (await ReadAsync<string>(database, "SHOW fsync")).ShouldBe("on");
        (await ReadAsync<string>(database, "SHOW synchronous_commit")).ShouldBe("on");
        (await ReadAsync<string>(database, "SHOW max_connections")).ShouldBe("200");
        (await ReadAsync<string>(database, "SHOW shared_buffers")).ShouldBe("128MB");
    }

    [Fact]
    public async Task A_template_is_migrated_once_and_copied_often()
    {
        var server = await PostgresServer.SharedAsync();
        var migrations = 0;
        Task MigrateAsync(string database)
        {
            Interlocked.Increment(ref migrations);
            return RunAsync(database, "CREATE TABLE migrated AS SELECT 42 AS version");
        }

        var versions = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await server.RegisterTemplateAsync(nameof(A_template_is_migrated_once_and_copied_often), MigrateAsync);
            var database = await server.CreateDatabaseAsync(nameof(A_template_is_migrated_once_and_copied_often));
            return await ReadAsync<int>(database, "SELECT version FROM migrated");
        }));

        versions.ShouldBe([42, 42, 42, 42]);
        migrations.ShouldBe(1);
    }

    [Fact]
    public async Task An_unregistered_template_is_refused_by_name()
    {
        var server = await PostgresServer.SharedAsync();

        var refused = await Should.ThrowAsync<ArgumentException>(() => server.CreateDatabaseAsync("nobody-made-this"));

        refused.Message.ShouldContain("nobody-made-this");
    }

    [Fact]
    public async Task A_killed_backend_breaks_its_session_and_no_other()
    {
        var server = await PostgresServer.SharedAsync();
        var database = await server.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(database);
        await using var victim = await source.OpenConnectionAsync();
        await using var other = await source.OpenConnectionAsync();

        (await server.KillBackendAsync(victim.ProcessID)).ShouldBeTrue();

        await Should.ThrowAsync<NpgsqlException>(() => ScalarAsync<int>(victim, "SELECT 1"));
        (await ScalarAsync<int>(other, "SELECT 1")).ShouldBe(1);
        (await server.KillBackendsAsync(database)).ShouldBe(1);
    }

    [Fact]
    public async Task A_dropped_database_is_gone()
    {
        var server = await PostgresServer.SharedAsync();
        var database = await server.CreateDatabaseAsync();
        (await ReadAsync<int>(database, "SELECT 1")).ShouldBe(1);

        await server.DropDatabaseAsync(database);

        var gone = await Should.ThrowAsync<PostgresException>(() => ReadAsync<int>(database, "SELECT 1"));
        gone.SqlState.ShouldBe(PostgresErrorCodes.InvalidCatalogName);
    }

    internal static async Task RunAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    internal static async Task<T> ReadAsync<T>(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync();
        return await ScalarAsync<T>(connection, sql);
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
