using System.Globalization;
using Akka.Scheduler.TestKit.PostgreSql;
using Npgsql;
using static Akka.Scheduler.ClusterTests.Faults.Nemesis;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>
/// The primary is gone at once, and an asynchronous replica takes over that lacks the last commits: those under way, or those of up to three seconds
/// for which the replica heard nothing. The nodes are led to it as by an address that moves. What is lost is counted exactly, and only that is excused.
/// </summary>
internal static class FailOver
{
    public static Nemesis Kind { get; } = new("fail-over", 1, async (rig, random, cancel) =>
    {
        var lag = random.Next(2) == 0 ? TimeSpan.Zero : Between(random, 0.1, 3);
        await CatchUpAsync(rig, cancel);
        if (lag > TimeSpan.Zero)
        {
            await CutOffAsync(rig, cancel);
            await Task.Delay(lag, cancel);
        }

        await rig.Server.StopAsync(PostgresStop.Immediate);
        var lost = await rig.FailOverAsync(cancel);
        return string.Create(CultureInfo.InvariantCulture, $"server, {lag.TotalSeconds:0.0} s behind: {lost.Steps.Count} steps and {lost.Tasks.Count} tasks lost");
    })
    { NeedsReplica = true };

    // From earlier faults the replica may be on its way still: a lag is only what this one makes.
    private static async Task CatchUpAsync(ClusterRig rig, CancellationToken cancel)
    {
        var flushed = await AskAsync(rig.Server, rig, "SELECT pg_current_wal_flush_lsn()::text", cancel);
        while (await AskAsync(rig.Replica!, rig, $"SELECT (pg_last_wal_replay_lsn() >= '{flushed}')::text", cancel) != "true")
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancel);
    }

    private static async Task CutOffAsync(ClusterRig rig, CancellationToken cancel)
    {
        await AskAsync(rig.Replica!, rig, "ALTER SYSTEM SET primary_conninfo = ''", cancel);
        await AskAsync(rig.Replica!, rig, "SELECT pg_reload_conf()::text", cancel);
        while (await AskAsync(rig.Replica!, rig, "SELECT count(*)::text FROM pg_stat_wal_receiver", cancel) != "0")
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancel);
    }

    private static async Task<string?> AskAsync(PostgresServer server, ClusterRig rig, string sql, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(rig.Database) { Port = server.Port, Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return (string?)await command.ExecuteScalarAsync(cancel);
    }
}
