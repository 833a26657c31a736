namespace Akka.Scheduler.Domain.Cron;

/// <summary>A field of a cron expression, in the order of the text.</summary>
public enum CronField
{
    /// <summary>Seconds, 0 to 59.</summary>
    Seconds = 0,

    /// <summary>Minutes, 0 to 59.</summary>
    Minutes = 1,

    /// <summary>Hours, 0 to 23.</summary>
    Hours = 2,

    /// <summary>Days of month, 1 to 31, <c>L</c> and <c>W</c>.</summary>
    DaysOfMonth = 3,

    /// <summary>Months, 1 to 12 or <c>JAN</c> to <c>DEC</c>.</summary>
    Months = 4,

    /// <summary>Days of week, 0 to 7 or <c>SUN</c> to <c>SAT</c>, <c>L</c> and <c>#</c>; 0 and 7 are both Sunday.</summary>
    DaysOfWeek = 5,
}
