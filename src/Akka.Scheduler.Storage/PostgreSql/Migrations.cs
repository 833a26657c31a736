using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Npgsql;
using static Akka.Scheduler.Storage.PostgreSql.Parameters;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>Brings a database's schema up to date: numbered steps, forward only, in one transaction behind one lock.</summary>
/// <remarks>
/// A node migrates while others still run the program before it, so a step keeps whatever programs made for the version before it call; what only older
/// ones call may go.
/// </remarks>
internal static partial class Migrations
{
    private const string Folder = "Migrations/PostgreSql/";

    /// <summary>All steps, by number from 1 without a gap.</summary>
    public static IReadOnlyList<(int Number, string Name, string Text)> All { get; } = Load();

    /// <summary>Runs what is missing. Two nodes that start at once do it one after the other, and the second finds nothing to do.</summary>
    /// <exception cref="InvalidOperationException">The database was migrated by a newer program.</exception>
    public static async Task RunAsync(NpgsqlConnection connection, string schema, ILogger log, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var first = new NpgsqlBatch(connection, transaction))
        {
            // Here it is right to wait: for another migrator, and for a long step.
            Add(first, "SET LOCAL lock_timeout = '60s'");
            Add(first, "SET LOCAL statement_timeout = 0");
            AddLock(first, schema);
            await first.ExecuteNonQueryAsync(cancel);
        }

        await ManyAsync(connection, SqlText.Fill(Bookkeeping, schema), cancel);
        var from = await VersionAsync(connection, schema, cancel);
        Refuse(from, schema);
        foreach (var (number, name, text) in All)
        {
            if (number <= from) continue;
            await ManyAsync(connection, SqlText.Fill(text, schema), cancel);
            await using var step = new NpgsqlBatch(connection, transaction);
            Add(step, $"INSERT INTO \"{schema}\".schema_migration (number, name) VALUES ($1, $2)", Number(number), Text(name));
            await step.ExecuteNonQueryAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
        if (from < All.Count) log.Migrated(from, All.Count);
    }

    /// <summary>Refuses a database whose schema is missing, older or newer.</summary>
    /// <exception cref="InvalidOperationException">It is; the message says which.</exception>
    public static async Task CheckAsync(NpgsqlConnection connection, string schema, CancellationToken cancel)
    {
        await using var there = new NpgsqlCommand("SELECT to_regclass($1) IS NOT NULL", connection);
        there.Parameters.Add(Text($"\"{schema}\".schema_migration"));
        var version = (bool)(await there.ExecuteScalarAsync(cancel))! ? await VersionAsync(connection, schema, cancel) : 0;
        Refuse(version, schema);
        if (version < All.Count)
        {
            throw new InvalidOperationException(
                $"schema '{schema}' has version {version} and this program needs {All.Count}; run what --print-migrations prints, or let the node do it (scheduler.store.migrate = true)");
        }
    }

    /// <summary>Adds the lock that lets one migrator or partition opener of a schema work at a time, until its transaction ends.</summary>
    public static void AddLock(NpgsqlBatch batch, string schema) =>
        Add(batch, "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", Text($"akka.scheduler/{schema}"));

    /// <summary>What has to be there before the first step.</summary>
    internal const string Bookkeeping = """
        CREATE SCHEMA IF NOT EXISTS {schema};
        CREATE TABLE IF NOT EXISTS {schema}.schema_migration (
            number int PRIMARY KEY,
            name   text NOT NULL,
            at     timestamptz NOT NULL DEFAULT clock_timestamp()
        );
        """;

    private static void Refuse(int version, string schema)
    {
        if (version > All.Count)
        {
            throw new InvalidOperationException(
                $"schema '{schema}' has version {version}, and this program knows versions up to {All.Count}: it is too old; run the version that its other nodes run, or a newer one");
        }
    }

    private static async Task<int> VersionAsync(NpgsqlConnection connection, string schema, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"SELECT coalesce(max(number), 0) FROM \"{schema}\".schema_migration", connection);
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task ManyAsync(NpgsqlConnection connection, string statements, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(statements, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static void Add(NpgsqlBatch batch, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
        batch.BatchCommands.Add(command);
    }

    private static List<(int, string, string)> Load()
    {
        var steps = new List<(int Number, string Name, string Text)>();
        foreach (var file in typeof(Migrations).Assembly.GetManifestResourceNames())
            if (FilePattern().Match(file) is { Success: true } name)
                steps.Add((int.Parse(name.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture), name.Groups[2].Value, SqlText.Embedded(file)));
        steps.Sort((a, b) => a.Number.CompareTo(b.Number));
        for (var i = 0; i < steps.Count; i++)
            if (steps[i].Number != i + 1) throw new InvalidOperationException($"migration {i + 1} of PostgreSQL is missing");
        return steps;
    }

    [GeneratedRegex("^" + Folder + @"(\d{4})_(\w+)\.sql$", RegexOptions.CultureInvariant)]
    private static partial Regex FilePattern();
}
