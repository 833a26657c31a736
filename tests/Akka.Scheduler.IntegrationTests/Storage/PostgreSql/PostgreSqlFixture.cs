using Akka.Scheduler.IntegrationTests.Storage.Conformance;
using Akka.Scheduler.Storage.PostgreSql;
using Akka.Scheduler.TestKit.PostgreSql;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akka.Scheduler.IntegrationTests.Storage.PostgreSql;

/// <summary>Opens PostgreSQL stores, each on a database of its own: a copy of one that was migrated once.</summary>
public sealed class PostgreSqlFixture : IStoreFixture
{
    // Many callers share few connections on a busy machine; how long one waits for its turn is not what these tests are about.
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(30);

    private const string Template = "scheduler-store";

    public async Task<OpenedStore> OpenAsync()
    {
        var store = await OpenStoreAsync(await DatabaseAsync());
        return new(store.Ports, store.DisposeAsync);
    }

    /// <summary>The connection string of a fresh, migrated database.</summary>
    internal static async Task<string> DatabaseAsync()
    {
        var server = await PostgresServer.SharedAsync();
        await server.RegisterTemplateAsync(Template, async database =>
        {
            await using var store = await OpenStoreAsync(database);
            await store.Ports.Retention.PrepareAsync(Sample.Now, CancellationToken.None);
        });
        return await server.CreateDatabaseAsync(Template);
    }

    internal static Task<PostgreSqlStore> OpenStoreAsync(string database, Func<PostgreSqlStoreOptions, PostgreSqlStoreOptions>? change = null)
    {
        var options = new PostgreSqlStoreOptions { ConnectionString = database, Writers = 2, ReadPoolSize = 4, ConnectTimeout = Patient };
        return PostgreSqlStore.OpenAsync(change?.Invoke(options) ?? options, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
    }
}
