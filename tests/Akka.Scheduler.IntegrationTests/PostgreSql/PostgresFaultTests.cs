using Akka.Scheduler.TestKit.PostgreSql;
using Npgsql;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.PostgreSql;

/// <summary>Faults on a server of the test's own.</summary>
public sealed class PostgresFaultTests
{
    [Theory]
    [InlineData(PostgresStop.Fast)]
    [InlineData(PostgresStop.Immediate)]
    public async Task Committed_rows_outlive_a_stop(PostgresStop how)
    {
        await using var server = await PostgresServer.StartNewAsync();
        var database = await server.CreateDatabaseAsync();
        await PostgresServerTests.RunAsync(database, "CREATE TABLE kept AS SELECT 7 AS value");

        await server.StopAsync(how);
        await Should.ThrowAsync<NpgsqlException>(() => PostgresServerTests.ReadAsync<int>(database, "SELECT 1"));
        await server.StartAsync();

        (await PostgresServerTests.ReadAsync<int>(database, "SELECT value FROM kept")).ShouldBe(7);
        (await server.CreateDatabaseAsync()).ShouldNotBe(database);
    }

    [Fact]
    public async Task Options_reach_the_server()
    {
        var options = new PostgresOptions
        {
            Durable = false,
            MaxConnections = 12,
            SharedBuffers = "16MB",
            Settings = new Dictionary<string, string> { ["application_name"] = "it's a test" },
        };
        await using var server = await PostgresServer.StartNewAsync(options);
        var database = await server.CreateDatabaseAsync();

        (await PostgresServerTests.ReadAsync<string>(database, "SHOW fsync")).ShouldBe("off");
        (await PostgresServerTests.ReadAsync<string>(database, "SHOW max_connections")).ShouldBe("12");
        (await PostgresServerTests.ReadAsync<string>(database, "SHOW shared_buffers")).ShouldBe("16MB");
        (await PostgresServerTests.ReadAsync<string>(database, "SHOW application_name")).ShouldBe("it's a test");
    }

    [Fact]
    public async Task A_disposed_server_leaves_neither_process_nor_directory()
    {
        var server = await PostgresServer.StartNewAsync();
        var database = await server.CreateDatabaseAsync();
        var data = await PostgresServerTests.ReadAsync<string>(database, "SHOW data_directory");
        Directory.GetParent(data)!.Exists.ShouldBeTrue();

        await server.DisposeAsync();

        Directory.Exists(Path.GetDirectoryName(data)).ShouldBeFalse();
        await Should.ThrowAsync<NpgsqlException>(() => PostgresServerTests.ReadAsync<int>(database, "SELECT 1"));
    }
}
