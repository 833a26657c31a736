namespace Akka.Scheduler.Domain.Schedules;

/// <summary>What becomes of an instant while the schedule's previous task is not finished. The numbers are stored and never change.</summary>
public enum OverlapPolicy : short
{
    /// <summary>It is recorded as skipped. The default.</summary>
    Skip = 0,

    /// <summary>It is created all the same.</summary>
    Allow = 1,

    /// <summary>
    /// It is held back until the previous task has finished, and its task is created then: one at a time, in order, at most
    /// <see cref="Schedule.MostHeld"/> at once; what comes beyond is recorded as skipped.
    /// </summary>
    Queue = 2,

    /// <summary>
    /// The previous task is cancelled, and its own is created when that one has ended. If another instant comes meanwhile, it takes the place of
    /// the one that waits, which is recorded as skipped.
    /// </summary>
    CancelPrevious = 3,
}
