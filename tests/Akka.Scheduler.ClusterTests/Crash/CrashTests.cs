using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Storage.PostgreSql;
using Akka.Scheduler.Storage.Sqlite;
using Akka.Scheduler.TestKit.Checking;
using Akka.Scheduler.TestKit.PostgreSql;
using Akka.Scheduler.TestKit.Processes;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.ClusterTests.Crash;

/// <summary>A published node is killed ten times while tasks are submitted: nothing acknowledged is lost, and every history is whole.</summary>
public class CrashTests
{
    private const int Tasks = 5_000;
    private const int Kills = 10;
    private const int Shards = 64;

    [Fact]
    public async Task Ten_kills_lose_nothing_acknowledged_on_SQLite()
    {
        using var run = new CrashRun(Tasks, Kills, seed: 1);
        await using var node = await NodeProcess.StartAsync(run.Bind);
        await run.DriveAsync(node);
        (await node.TerminateAsync()).ShouldBe(0);

        await using var store = await SqliteStore.OpenAsync(
            new() { Directory = Path.Combine(node.WorkingDirectory, "data") }, TimeProvider.System, CancellationToken.None);
        Judge(run, await run.HistoryAsync(store.Ports, Shards));
    }

    [Fact]
    public async Task Ten_kills_lose_nothing_acknowledged_on_PostgreSQL()
    {
        var server = await PostgresServer.SharedAsync();
        var database = await server.CreateDatabaseAsync();
        using var run = new CrashRun(Tasks, Kills, seed: 2);
        await using var node = await NodeProcess.StartAsync(
            run.Bind, "scheduler.store.provider=postgresql", $"scheduler.store.connection-string={database}");
        await run.DriveAsync(node);
        (await node.TerminateAsync()).ShouldBe(0);

        await using var store = await PostgreSqlStore.OpenAsync(
            new() { ConnectionString = database }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        Judge(run, await run.HistoryAsync(store.Ports, Shards));
    }
    private static void Judge(CrashRun run, RunHistory history)
    {
        run.Acknowledged.Count.ShouldBeGreaterThanOrEqualTo(Tasks);
        history.Tasks.ShouldAllBe(row => row.Task.State == TaskState.Succeeded);
        HistoryChecker.Check(history).Problems.ShouldBeEmpty();
    }
}
