namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>How the SQLite store keeps its file.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>Where <c>scheduler.db</c> and its companions lie; made if only the last part is missing. One process at a time. Must be on a local disk.</summary>
    public required string Directory { get; init; }

    /// <summary>Connections that read. 1 to 32, default 3.</summary>
    public int Readers { get; init; } = 3;

    /// <summary>Changed rows in one transaction, at most; a larger batch still goes, alone. 1 to 100,000, default 2,000. More is faster, and makes the others wait.</summary>
    public int MaxOperations { get; init; } = 2000;

    /// <summary>Writes, and reads, that may wait; further ones are refused. 10 to 1,000,000, default 10,000.</summary>
    public int QueueCapacity { get; init; } = 10_000;

    /// <summary>Says what is wrong with these options; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(Directory)) problems.Add("the directory is empty");
        Range(problems, "readers", Readers, 1, 32);
        Range(problems, "max operations", MaxOperations, 1, 100_000);
        Range(problems, "queue capacity", QueueCapacity, 10, 1_000_000);
        return problems;
    }

    private static void Range(List<string> problems, string what, int value, int least, int most)
    {
        if (value < least || value > most) problems.Add($"{what} must be {least} to {most}, and is {value}");
    }
}
