namespace Akka.Scheduler.Cli.Commands.Dev;

/// <summary>What <c>dev</c> was asked to start.</summary>
internal sealed record DevPlan
{
    /// <summary>Most nodes on one machine: each takes some 150 MB.</summary>
    public const int MostNodes = 16;

    /// <summary>How many nodes, 1 to <see cref="MostNodes"/>.</summary>
    public int Nodes { get; init; } = 1;

    /// <summary>Whether they share a PostgreSQL that is made for them and removed afterwards; otherwise the one node keeps its embedded store.</summary>
    public bool OnPostgreSql { get; init; }

    /// <summary>Whether PostgreSQL may be installed when there is none.</summary>
    public bool Install { get; init; }

    /// <summary>Whether a node that ends is started again.</summary>
    public bool Restart { get; init; }

    /// <summary>The first node's HTTP port; null is 8080 if that is free, and any free one otherwise.</summary>
    public int? Port { get; init; }

    /// <summary>Further arguments of every node.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Puts what was asked for together.</summary>
    /// <param name="nodes">How many nodes.</param>
    /// <param name="store"><c>sqlite</c>, <c>postgresql</c>, or null for what suits the number of nodes.</param>
    /// <exception cref="UsageException">It contradicts itself.</exception>
    public static DevPlan Of(int nodes, string? store)
    {
        if (nodes is < 1 or > MostNodes) throw new UsageException($"--nodes is {nodes}: give 1 to {MostNodes}.");
        return store switch
        {
            "sqlite" when nodes > 1 => throw new UsageException("Several nodes need --store postgresql: SQLite is for one node."),
            "sqlite" or "postgresql" or null => new DevPlan { Nodes = nodes, OnPostgreSql = store == "postgresql" || nodes > 1 },
            _ => throw new UsageException($"'{store}' is not a store: give sqlite or postgresql."),
        };
    }
}
