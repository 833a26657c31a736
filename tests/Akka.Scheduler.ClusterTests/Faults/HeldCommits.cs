using Npgsql;
using static Akka.Scheduler.ClusterTests.Faults.Nemesis;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>
/// Commits that are done and not acknowledged until much later: the server is told to wait for a synchronous replica that is not there. What commits
/// meanwhile is on disk, others see it only when the wait ends, and who gives up waiting has committed all the same.
/// </summary>
internal static class HeldCommits
{
    public static Nemesis Kind { get; } = new("hold-commits", 1, async (rig, random, cancel) =>
    {
        var length = Between(random, 0.5, random.Next(3) == 0 ? 15 : 5);
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(rig.Database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancel);
        try
        {
            await HoldAsync(connection, cancel);
            await Task.Delay(length, cancel);
        }
        finally
        {
            await LetGoAsync(connection);
        }

        return "server";
    });

    /// <summary>From now on commits wait.</summary>
    public static Task HoldAsync(NpgsqlConnection connection, CancellationToken cancel) => ExecuteAsync(connection, "ALTER SYSTEM SET synchronous_standby_names = 'absent'", cancel);

    /// <summary>Answers all commits that wait, and no longer has any wait.</summary>
    public static Task LetGoAsync(NpgsqlConnection connection) => ExecuteAsync(connection, "ALTER SYSTEM RESET synchronous_standby_names", CancellationToken.None);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement, CancellationToken cancel)
    {
        await using var change = new NpgsqlCommand(statement, connection);
        await change.ExecuteNonQueryAsync(cancel);
        await using var reload = new NpgsqlCommand("SELECT pg_reload_conf()", connection);
        await reload.ExecuteNonQueryAsync(cancel);
    }
}
