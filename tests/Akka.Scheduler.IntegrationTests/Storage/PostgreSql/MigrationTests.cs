using Akka.Scheduler.Storage.PostgreSql;
using Akka.Scheduler.TestKit;
using Akka.Scheduler.TestKit.PostgreSql;
using Npgsql;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.PostgreSql;

public sealed class MigrationTests
{
    private const string Golden = "tests/Akka.Scheduler.IntegrationTests/Storage/PostgreSql/schema.golden.txt";

    [Fact]
    public async Task Nodes_that_start_at_once_migrate_once()
    {
        var database = await EmptyAsync();

        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostgreSqlFixture.OpenStoreAsync(database)));
        foreach (var store in stores) await store.DisposeAsync();

        (await ReadAsync(database, "SELECT string_agg(name, ',' ORDER BY number) FROM scheduler.schema_migration")).ShouldBe(string.Join(',', Migrations.All.Select(step => step.Name)));
    }

    [Fact]
    public async Task A_newer_schema_is_refused_by_name()
    {
        var database = await PostgreSqlFixture.DatabaseAsync();
        await ReadAsync(database, "INSERT INTO scheduler.schema_migration (number, name) VALUES (99, 'later') RETURNING name");

        var refused = await Should.ThrowAsync<InvalidOperationException>(() => PostgreSqlFixture.OpenStoreAsync(database));

        refused.Message.ShouldContain("version 99");
    }

    [Fact]
    public async Task Without_leave_to_migrate_an_empty_database_is_refused_and_a_current_one_opened()
    {
        var refused = await Should.ThrowAsync<InvalidOperationException>(
            async () => await PostgreSqlFixture.OpenStoreAsync(await EmptyAsync(), options => options with { Migrate = false }));
        refused.Message.ShouldContain("has version 0");

        await using var store = await PostgreSqlFixture.OpenStoreAsync(
            await PostgreSqlFixture.DatabaseAsync(), options => options with { Migrate = false });
    }

    [Fact]
    public async Task The_script_makes_the_same_schema_as_the_migrations()
    {
        var database = await EmptyAsync();
        await using (var source = NpgsqlDataSource.Create(database))
        await using (var command = source.CreateCommand(PostgreSqlMigrations.Script()))
            await command.ExecuteNonQueryAsync();

        (await SchemaAsync(database)).ShouldBe(await SchemaAsync(await PostgreSqlFixture.DatabaseAsync()));
    }

    [Fact]
    public async Task Two_schemas_in_one_database_do_not_meet()
    {
        var database = await EmptyAsync();
        await using var one = await PostgreSqlFixture.OpenStoreAsync(database, options => options with { Schema = "one" });
        await using var two = await PostgreSqlFixture.OpenStoreAsync(database, options => options with { Schema = "two" });

        await one.Ports.Membership.JoinUpAsync(Rig.NodeA, new("one", 3));

        (await one.Ports.Ownership.ReadAsync(Rig.Never)).Count.ShouldBe(4);
        (await two.Ports.Ownership.ReadAsync(Rig.Never)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Public")]
    [InlineData("a\"; DROP SCHEMA x; --")]
    [InlineData("")]
    [InlineData("1a")]
    public void A_schema_name_that_is_none_is_refused(string schema) =>
        Should.Throw<ArgumentException>(() => PostgreSqlMigrations.Script(schema)).Message.ShouldContain("schema");

    /// <summary>A change of the schema is a new migration, and shows here.</summary>
    [Fact]
    public async Task The_schema_is_the_golden_one()
    {
        var actual = await SchemaAsync(await PostgreSqlFixture.DatabaseAsync());
        var golden = await File.ReadAllLinesAsync(Path.Combine(SolutionRoot.Find(), Golden));

        actual.Except(golden).ShouldBeEmpty("new in the database");
        golden.Except(actual).ShouldBeEmpty("gone from the database");
    }

    private static async Task<string> EmptyAsync() => await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();

    private static async Task<string> ReadAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Tables with columns, constraints, indexes and functions; partitions of single days are left out.</summary>
    private static async Task<string[]> SchemaAsync(string database)
    {
        const string Description = """
            WITH line(text) AS (
                SELECT format('column %s.%s %s%s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                              CASE WHEN a.attnotnull THEN ' not null' ELSE '' END,
                              coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), ''),
                              CASE WHEN l.collname = 'C' THEN ' ordinal' ELSE '' END)
                FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
                LEFT JOIN pg_collation l ON l.oid = a.attcollation
                WHERE c.relnamespace = 'scheduler'::regnamespace AND c.relkind IN ('r', 'p', 'v')
                UNION ALL
                SELECT format('table %s%s', c.relname, coalesce(' ' || array_to_string(c.reloptions, ' '), ''))
                FROM pg_class c WHERE c.relnamespace = 'scheduler'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'S')
                UNION ALL
                SELECT format('constraint %s.%s %s', t.relname, n.conname, pg_get_constraintdef(n.oid))
                FROM pg_constraint n JOIN pg_class t ON t.oid = n.conrelid WHERE n.connamespace = 'scheduler'::regnamespace
                UNION ALL
                SELECT format('index %s', replace(indexdef, ' scheduler.', ' ')) FROM pg_indexes WHERE schemaname = 'scheduler'
                UNION ALL
                SELECT format('function %s(%s) %s', proname, pg_get_function_identity_arguments(oid), md5(prosrc))
                FROM pg_proc WHERE pronamespace = 'scheduler'::regnamespace)
            SELECT string_agg(text, chr(10) ORDER BY text COLLATE "C") FROM line WHERE text !~ '_p[0-9]{8}'
            """;
        return (await ReadAsync(database, Description)).Split('\n');
    }
}
