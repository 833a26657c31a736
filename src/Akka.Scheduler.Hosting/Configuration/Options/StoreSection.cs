using Akka.Scheduler.Hosting.Configuration.Keys;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary><c>scheduler.store</c>: the durable store.</summary>
public sealed record StoreSection
{
    /// <summary>Which store; default SQLite.</summary>
    public StoreProvider Provider { get; init; } = StoreProvider.Sqlite;

    /// <summary>How to reach PostgreSQL, in Npgsql's form; required for PostgreSQL and refused for SQLite. Default null.</summary>
    public Secret? ConnectionString { get; init; }

    /// <summary>SQLite: the directory of its files, made if missing; default <c>./data</c>, relative to the working directory.</summary>
    public string Directory { get; init; } = "./data";

    /// <summary>How many commits may be under way at once. 1 to 64, default 4; SQLite always has one.</summary>
    public int Writers { get; init; } = 4;

    /// <summary>
    /// The most operations in one commit. 1 to 10000, default 1000; more gains throughput, fewer shortens the longest commit.
    /// </summary>
    public int MaxBatch { get; init; } = 1000;

    /// <summary>How long a commit may take before its outcome is asked for again. 100 ms to 5 minutes, default 5 s.</summary>
    public TimeSpan CommitTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether a start brings the schema up to date; default true. Where the node may not alter tables, use <c>--print-migrations</c>.
    /// </summary>
    public bool Migrate { get; init; } = true;

    internal static OptionSection Keys { get; } = new OptionSection<StoreSection>(
        "scheduler.store",
        options => options.Store,
        (options, section) => options with { Store = section },
        new OptionKey<StoreSection, StoreProvider>(
            "provider", OptionTypes.OneOf<StoreProvider>(), s => s.Provider, (s, v) => s with { Provider = v }),
        new OptionKey<StoreSection, Secret>(
            "connection-string", SecretTypes.ConnectionString, s => s.ConnectionString, (s, v) => s with { ConnectionString = v }),
        new OptionKey<StoreSection, string>("directory", OptionTypes.FilePath, s => s.Directory, (s, v) => s with { Directory = v }),
        new OptionKey<StoreSection, int>("writers", OptionTypes.Integer(1, 64), s => s.Writers, (s, v) => s with { Writers = v }),
        new OptionKey<StoreSection, int>("max-batch", OptionTypes.Integer(1, 10_000), s => s.MaxBatch, (s, v) => s with { MaxBatch = v }),
        new OptionKey<StoreSection, TimeSpan>(
            "commit-timeout", OptionTypes.Duration("100ms", "5m"), s => s.CommitTimeout, (s, v) => s with { CommitTimeout = v }),
        new OptionKey<StoreSection, bool>("migrate", OptionTypes.Boolean, s => s.Migrate, (s, v) => s with { Migrate = v }));
}
