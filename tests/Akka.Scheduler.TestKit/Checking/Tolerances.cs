namespace Akka.Scheduler.TestKit.Checking;

/// <summary>How exact the facts are, and how patient the checker is.</summary>
public sealed record Tolerances
{
    /// <summary>By how much two clocks of the run may differ, and how long after a fact its line may be written. Default 50 ms.</summary>
    public TimeSpan Skew { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a worker may hold a grant before it starts the work. Default 5 s.</summary>
    public TimeSpan Grant { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest pause of a process in this run: nothing can keep a program from going on after one. Default none.</summary>
    public TimeSpan LongestPause { get; init; }

    /// <summary>How late a retry may start outside of faults. Default 60 s.</summary>
    public TimeSpan RetrySlo { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For how long after its end a fault excuses a late start. Default 30 s.</summary>
    public TimeSpan Recovery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How soon after its due instant a task must start once all is healed, for 99 of 100. Default 1 s.</summary>
    public TimeSpan HealedLag { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>For how long after the healing nothing is asked yet of the lag. Default 60 s.</summary>
    public TimeSpan HealedGrace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For how long a session may be idle in a transaction. Default 2 s.</summary>
    public TimeSpan IdleInTransaction { get; init; } = TimeSpan.FromSeconds(2);
}
