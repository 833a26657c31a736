namespace Akka.Scheduler.Domain.Cron;

/// <summary>What a pattern holds beside its sets of values.</summary>
[Flags]
internal enum CronTraits
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Seconds, minutes or hours have a star, a range or a step: repeated wall time is run twice.</summary>
    Interval = 1,

    /// <summary>The day counts from the end of the month (<c>L</c>).</summary>
    FromMonthEnd = 2,

    /// <summary>The day moves to the nearest weekday of its month (<c>W</c>).</summary>
    NearestWeekday = 4,

    /// <summary>The weekday is the last such one of the month (<c>5L</c>).</summary>
    LastWeekday = 8,

    /// <summary>A day matches if either day field does.</summary>
    EitherDay = 16,
}
