using System.Diagnostics;
using System.Globalization;
using Npgsql;
using static Akka.Scheduler.ClusterTests.Faults.Nemesis;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>
/// A slow disk, as commits feel it: whoever flushes the server's log waits for 20 to 100 ms first, under the lock that a slow <c>fsync</c> would be waited
/// for under, so that all commits queue behind it. It is the server's own <c>commit_delay</c>, asked of everybody (<c>commit_siblings</c> 0);
/// 100 ms is its most, and a commit that finds another one flushing waits for both.
/// </summary>
internal static class SlowCommits
{
    public static Nemesis Kind { get; } = new("slow-commits", 1, async (rig, random, cancel) =>
    {
        var (delay, length) = (random.Next(20, 101), Between(random, 2, random.Next(3) == 0 ? 15 : 6));
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(rig.Database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancel);
        try
        {
            await SlowDownAsync(connection, delay, cancel);
            await Task.Delay(length, cancel);
            var took = await CommitAsync(connection, cancel);
            return string.Create(CultureInfo.InvariantCulture, $"server, {took.TotalMilliseconds:0} ms for a commit");
        }
        finally
        {
            await RecoverAsync(connection);
        }
    });

    /// <summary>From now on every flush takes so much longer.</summary>
    public static Task SlowDownAsync(NpgsqlConnection connection, int milliseconds, CancellationToken cancel) => ExecuteAsync(
        connection, cancel, string.Create(CultureInfo.InvariantCulture, $"ALTER SYSTEM SET commit_delay = {milliseconds * 1_000}"), "ALTER SYSTEM SET commit_siblings = 0", "SELECT pg_reload_conf()");

    /// <summary>Takes it back.</summary>
    public static Task RecoverAsync(NpgsqlConnection connection) =>
        ExecuteAsync(connection, CancellationToken.None, "ALTER SYSTEM RESET commit_delay", "ALTER SYSTEM RESET commit_siblings", "SELECT pg_reload_conf()");

    /// <summary>Commits something, and answers how long that took.</summary>
    public static async Task<TimeSpan> CommitAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        await ExecuteAsync(connection, cancel, "SELECT pg_logical_emit_message(true, 'probe', 'x')");
        return Stopwatch.GetElapsedTime(began);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, CancellationToken cancel, params string[] statements)
    {
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(cancel);
        }
    }
}
