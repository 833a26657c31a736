using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Storage.PostgreSql;
using Akka.Scheduler.Storage.Sqlite;

namespace Akka.Scheduler.Hosting;

/// <summary>The store's schema, for people who apply it themselves.</summary>
public static class SchedulerMigrations
{
    /// <summary>All migrations of the configured store as one SQL script. A node applies what is missing by itself unless <c>store.migrate</c> is off.</summary>
    public static string Script(NodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Store.Provider == StoreProvider.Sqlite ? SqliteStore.MigrationScript() : PostgreSqlMigrations.Script();
    }
}
