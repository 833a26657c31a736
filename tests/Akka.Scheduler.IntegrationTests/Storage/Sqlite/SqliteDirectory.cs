using Akka.Scheduler.Storage.Sqlite;

namespace Akka.Scheduler.IntegrationTests.Storage.Sqlite;

/// <summary>A directory of a test's own, gone with it.</summary>
internal sealed class SqliteDirectory : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("scheduler-sqlite-").FullName;

    public string Store => Path.Combine(Root, "store");

    public Task<SqliteStore> OpenAsync(string? directory = null) =>
        SqliteStore.OpenAsync(new() { Directory = directory ?? Store }, TimeProvider.System, CancellationToken.None);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
