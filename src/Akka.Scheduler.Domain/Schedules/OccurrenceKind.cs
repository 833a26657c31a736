namespace Akka.Scheduler.Domain.Schedules;

/// <summary>What asked for an occurrence. The numbers are stored and never change.</summary>
public enum OccurrenceKind : short
{
    /// <summary>Its instant came.</summary>
    Due = 0,

    /// <summary>Somebody had the past filled in.</summary>
    Backfill = 1,

    /// <summary>Somebody asked for a run now; its instant is that moment, and none of the schedule's.</summary>
    Trigger = 2,
}
