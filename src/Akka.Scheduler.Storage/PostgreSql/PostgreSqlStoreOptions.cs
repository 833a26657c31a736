using System.Text.RegularExpressions;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>How the PostgreSQL store connects and commits.</summary>
public sealed partial record PostgreSqlStoreOptions
{
    /// <summary>Npgsql's connection string. Pool sizes, session settings and the search path in it are overruled by the store.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The schema that holds all tables; 1 to 40 small letters, digits and underscores, not beginning with a digit. Default <c>scheduler</c>.</summary>
    public string Schema { get; init; } = "scheduler";

    /// <summary>Connections that commit; a shard always uses the same one. 1 to 64, default 4. More than the server has cores gains nothing.</summary>
    public int Writers { get; init; } = 4;

    /// <summary>Changed tasks in one transaction, at most; a larger batch still goes, alone. 1 to 100,000, default 1,000.</summary>
    public int MaxOperations { get; init; } = 1000;

    /// <summary>How long a commit may take before its outcome counts as unknown. 1 s to 1 min, default 5 s.</summary>
    public TimeSpan CommitTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long connecting may take. 1 s to 1 min, default 3 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Connections for reads and everything else that is neither a shard's commit nor the lease. 1 to 1,000, default 16.</summary>
    public int ReadPoolSize { get; init; } = 16;

    /// <summary>Whether opening brings the schema up to date. Otherwise it must be so already. Default <see langword="true"/>.</summary>
    public bool Migrate { get; init; } = true;

    /// <summary>Says what is wrong with these options; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(ConnectionString)) problems.Add("the connection string is empty");
        if (!SchemaPattern().IsMatch(Schema))
            problems.Add($"schema '{Schema}' must be 1 to 40 small letters, digits and underscores, not beginning with a digit");
        Range(problems, "writers", Writers, 1, 64);
        Range(problems, "max operations", MaxOperations, 1, 100_000);
        Range(problems, "read pool size", ReadPoolSize, 1, 1000);
        Range(problems, "commit timeout in seconds", CommitTimeout.TotalSeconds, 1, 60);
        Range(problems, "connect timeout in seconds", ConnectTimeout.TotalSeconds, 1, 60);
        return problems;
    }

    private static void Range(List<string> problems, string what, double value, double least, double most)
    {
        if (value < least || value > most) problems.Add($"{what} must be {least} to {most}, and is {value}");
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex SchemaPattern();
}
