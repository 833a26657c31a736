using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Storage.PostgreSql;
using Akka.Scheduler.Storage.Sqlite;
using Microsoft.Extensions.Logging;

namespace Akka.Scheduler.Hosting.Runtime;

/// <summary>The store that the configuration names, open.</summary>
internal sealed class OpenStore(StorePorts ports, IAsyncDisposable store) : IAsyncDisposable
{
    public StorePorts Ports => ports;

    /// <summary>Opens it, and brings its schema up to date.</summary>
    public static async Task<OpenStore> OpenAsync(StoreSection options, TimeProvider time, ILoggerFactory logs, CancellationToken cancel)
    {
        if (options.Provider == StoreProvider.Sqlite)
        {
            var sqlite = await SqliteStore.OpenAsync(new() { Directory = options.Directory }, time, cancel);
            return new(sqlite.Ports, sqlite);
        }

        var postgres = await PostgreSqlStore.OpenAsync(
            new()
            {
                ConnectionString = options.ConnectionString!.Reveal(),
                Writers = options.Writers,
                MaxOperations = options.MaxBatch,
                CommitTimeout = options.CommitTimeout,
                Migrate = options.Migrate,
            },
            time,
            logs.CreateLogger("Akka.Scheduler.Storage"),
            cancel);
        return new(postgres.Ports, postgres);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => store.DisposeAsync();
}
