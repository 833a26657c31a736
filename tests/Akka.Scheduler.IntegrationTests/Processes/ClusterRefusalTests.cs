using Akka.Scheduler.TestKit.PostgreSql;
using Akka.Scheduler.TestKit.Processes;
using Npgsql;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Processes;

/// <summary>A node that is not like the cluster whose store it is given says at its start which key differs and what mends it, and the cluster goes on.</summary>
public sealed class ClusterRefusalTests
{
    private const int CannotStart = 1;

    [Fact]
    public async Task A_node_that_is_not_like_the_cluster_is_refused_at_its_start()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var first = await NodeProcess.StartAsync(Settings(database, "first", "hush-hush"));

        Refused(
            await NodeAttempt.StartAsync(Settings(database, "second", "hush-hash")),
            "scheduler.cluster.secret: the secret of this node is not that of the cluster 'default'. Give all nodes the same.");
        Refused(
            await NodeAttempt.StartAsync(Settings(database, "second", secret: null)),
            "scheduler.cluster.secret: the cluster 'default' has a secret, and this node has none.");
        Refused(
            await NodeAttempt.StartAsync([.. Settings(database, "second", "hush-hush"), "scheduler.cluster.id=other"]),
            "scheduler.cluster.id: the store belongs to the cluster 'default', and this node to 'other'. Set it to the store's cluster, or");
        Refused(
            await NodeAttempt.StartAsync([.. Settings(database, "second", "hush-hush"), "scheduler.cluster.shards=8"]),
            "scheduler.cluster.shards: the store was made for 4 shards, and this node expects 8. Set it to the store's");
        await using (var second = await NodeProcess.StartAsync(Settings(database, "second", "hush-hush")))
            (await second.TerminateAsync()).ShouldBe(0);
        await MigrateFurtherAsync(database);
        Refused(
            await NodeAttempt.StartAsync(Settings(database, "second", "hush-hush")),
            "scheduler.store.connection-string: schema 'scheduler' has version 99", "run the version that its other nodes run, or a newer one");

        (await first.TerminateAsync()).ShouldBe(0);
    }

    private static string[] Settings(string database, string node, string? secret)
    {
        return
        [
            "scheduler.cluster.shards=4",
            $"scheduler.node.id={node}",
            "scheduler.store.provider=postgresql",
            $"scheduler.store.connection-string={database}",
            .. secret is null ? Array.Empty<string>() : [$"scheduler.cluster.secret={secret}"],
        ];
    }

    private static void Refused(NodeAttempt attempt, params string[] words)
    {
        attempt.Code.ShouldBe(CannotStart, attempt.Error);
        attempt.Error.ShouldStartWith($"The node cannot start: {words[0]}");
        foreach (var part in words) attempt.Error.ShouldContain(part);
        attempt.Error.TrimEnd('\n').ShouldNotContain('\n');
        attempt.Error.ShouldNotContain("hush");
        attempt.Output.ShouldBeEmpty();
    }

    private static async Task MigrateFurtherAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("INSERT INTO scheduler.schema_migration (number, name) VALUES (99, 'later')");
        await command.ExecuteNonQueryAsync();
    }
}
