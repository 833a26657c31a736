namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>What a run is to be.</summary>
internal sealed record FaultRunOptions
{
    /// <summary>What all chance of the rig follows. What the processes make of it is theirs: a run is alike, not the same.</summary>
    public required int Seed { get; init; }

    /// <summary>How many nodes, from 1 to 5.</summary>
    public int Nodes { get; init; } = 1;

    /// <summary>For how long faults are injected.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How many clients submit.</summary>
    public int Clients { get; init; } = 4;

    /// <summary>How much they submit together.</summary>
    public double TasksPerSecond { get; init; } = 20;

    /// <summary>For how long they go on after the faults.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How late a task may start once all is healed and this much more time has passed.</summary>
    public TimeSpan HealedLag { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>See <see cref="HealedLag"/>.</summary>
    public TimeSpan HealedGrace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The kinds of faults to choose from; empty: all that the number of nodes allows.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The size of a volume in memory for the database, so that it can be filled; needs root. Absent: its disk is never full.</summary>
    public string? Volume { get; init; }

    /// <summary>Whether the database has an asynchronous replica that may take over.</summary>
    public bool Replica { get; init; }

    /// <summary>How long the rest may take that follows.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The longest pause of a process.</summary>
    public static TimeSpan LongestPause { get; } = TimeSpan.FromSeconds(14);
}
