namespace Akka.Scheduler.Domain.Schedules;

/// <summary>Why an instant has no task. The numbers are stored and never change.</summary>
public enum SkipReason : short
{
    /// <summary>It was missed, and a later instant made up for it.</summary>
    Coalesced = 0,

    /// <summary>It was missed, and the schedule skips missed instants.</summary>
    Misfire = 1,

    /// <summary>It was missed, and lay further back than the catch-up window.</summary>
    OutsideCatchUpWindow = 2,

    /// <summary>The previous task was not finished.</summary>
    Overlap = 3,

    /// <summary>The schedule was paused.</summary>
    Paused = 4,

    /// <summary>The schedule had made all its runs.</summary>
    MaxRuns = 5,

    /// <summary>The previous task was not finished, and as many instants as may wait did so already.</summary>
    QueueFull = 6,

    /// <summary>It waited for the end of the previous task, and a later instant took its place.</summary>
    Superseded = 7,

    /// <summary>A calendar that the schedule heeds excludes it.</summary>
    Calendar = 8,

    /// <summary>It waited for the end of the previous task, and the schedule was deleted.</summary>
    Deleted = 9,
}
