namespace Akka.Scheduler.Domain.Schedules;

/// <summary>What becomes of an instant while the schedule's previous task is not finished. The numbers are stored and never change.</summary>
public enum OverlapPolicy : short
{
    /// <summary>It is recorded as skipped. The default.</summary>
    Skip = 0,

    /// <summary>It is created all the same.</summary>
    Allow = 1,

    /// <summary>It waits for the previous task. Not offered yet: <see cref="ScheduleRules.Problems"/> refuses it.</summary>
    Queue = 2,

    /// <summary>The previous task is cancelled for it. Not offered yet: <see cref="ScheduleRules.Problems"/> refuses it.</summary>
    CancelPrevious = 3,
}
