using Akka.Scheduler.TestKit.PostgreSql;
using Npgsql;
using static Akka.Scheduler.ClusterTests.Faults.Nemesis;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>Faults of the database, and shards that are taken by force.</summary>
internal static class DatabaseNemeses
{
    public static IReadOnlyList<Nemesis> All { get; } =
    [
        new("restart-database", 1, (rig, random, cancel) => RestartAsync(rig, PostgresStop.Fast, Between(random, 0, 3), cancel)),
        new("crash-database", 1, (rig, random, cancel) => RestartAsync(rig, PostgresStop.Immediate, Between(random, 0, 3), cancel)),
        new("kill-backends", 1, async (rig, _, _) =>
        {
            await rig.Server.KillBackendsAsync(rig.Database);
            return "all sessions";
        }),
        new("exhaust-connections", 1, ExhaustAsync),
        new("hold-rows", 1, HoldRowsAsync),
        new("fill-disk", 1, FillDiskAsync) { NeedsVolume = true },
        new("steal-shard", 1, (rig, random, cancel) => StealAsync(rig, random.Next(-1, ClusterRig.Shards), 1, random, cancel)),
        new("steal-many", 1, (rig, random, cancel) => StealAsync(rig, 0, random.Next(2, ClusterRig.Shards), random, cancel)),
    ];

    private static async Task<string> RestartAsync(ClusterRig rig, PostgresStop how, TimeSpan down, CancellationToken cancel)
    {
        await rig.Server.StopAsync(how);
        try
        {
            await Task.Delay(down, cancel);
        }
        finally
        {
            await rig.Server.StartAsync();
        }

        return "server";
    }

    // The server cannot extend its log: it ends itself, and comes back only when there is room.
    private static async Task<string> FillDiskAsync(ClusterRig rig, Random random, CancellationToken cancel)
    {
        var length = Between(random, 1, 8);
        rig.Server.FillVolume();
        try
        {
            await UseUpTheLogAsync(rig, cancel);
            await Task.Delay(length, cancel);
        }
        finally
        {
            await rig.Server.FreeVolumeAsync();
        }

        return "server";
    }

    // Files of the log that are there already are used again: they must be used up first.
    private static async Task UseUpTheLogAsync(ClusterRig rig, CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(rig.Database) { Pooling = false }.ConnectionString);
            await connection.OpenAsync(cancel);
            await using var command = new NpgsqlCommand("SELECT pg_logical_emit_message(false, 'filler', 'x'), pg_switch_wal()", connection);
            for (var file = 0; file < 32; file++) await command.ExecuteNonQueryAsync(cancel);
        }
        catch (NpgsqlException)
        {
            // There is no room for another one, and the server has ended.
        }
    }

    // Takes every connection that the server gives, and keeps them for a while.
    private static async Task<string> ExhaustAsync(ClusterRig rig, Random random, CancellationToken cancel)
    {
        var length = Between(random, 1, 8);
        var held = new List<NpgsqlConnection>();
        var options = new NpgsqlConnectionStringBuilder(rig.Database) { Pooling = false, Timeout = 5 };
        try
        {
            while (held.Count < 500)
            {
                var connection = new NpgsqlConnection(options.ConnectionString);
                held.Add(connection);
                await connection.OpenAsync(cancel);
            }
        }
        catch (NpgsqlException)
        {
            // There are no more.
        }

        try
        {
            // The nodes' own sessions end, and find no place again.
            if (random.Next(2) == 0)
            {
                foreach (var node in rig.Nodes) node.Store.Reset();
            }

            await Task.Delay(length, cancel);
        }
        finally
        {
            foreach (var connection in held) await connection.DisposeAsync();
        }

        return $"{held.Count} connections";
    }

    // What an administrator does who updates rows by hand and goes for a coffee.
    private static async Task<string> HoldRowsAsync(ClusterRig rig, Random random, CancellationToken cancel)
    {
        var (shard, length) = (random.Next(-1, ClusterRig.Shards), Between(random, 0.5, 6));
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(rig.Database) { Pooling = false, SearchPath = "scheduler" }.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand($"SELECT pg_sleep({(int)length.TotalSeconds + 1}) FROM (SELECT 1 FROM shard WHERE shard_id = {shard} FOR UPDATE) AS held", connection);
        await command.ExecuteNonQueryAsync(cancel);
        return $"shard {shard}";
    }

    // As the protocol's acquire does it by force: the epoch rises, a term entry is written; the new owner is any node that is up.
    private static async Task<string> StealAsync(ClusterRig rig, int first, int count, Random random, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(rig.Database) { Pooling = false, SearchPath = "scheduler" }.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(
            """
            SELECT count(a.*) FROM (SELECT node_id, incarnation FROM node WHERE state = 1 ORDER BY node_id OFFSET $2 % (SELECT count(*) FROM node WHERE state = 1) LIMIT 1) AS n,
            LATERAL acquire_shards(ARRAY(SELECT generate_series($1, $1 + $3 - 1)), n.node_id, n.incarnation, true, 'forced steal', gen_random_uuid(), $4) AS a
            """,
            connection)
        {
            Parameters = { new() { Value = first }, new() { Value = random.Next(1_000) }, new() { Value = count }, new() { Value = DateTime.UtcNow } },
        };
        return $"{await command.ExecuteScalarAsync(cancel)} shards from {first}";
    }
}
