namespace Akka.Scheduler.Domain.Cron;

/// <summary>How many fields the text of a cron expression has.</summary>
public enum CronFormat
{
    /// <summary>Five fields: minutes, hours, days of month, months, days of week. Seconds are zero. The default.</summary>
    Standard = 0,

    /// <summary>Six fields: the five of <see cref="Standard"/> with seconds in front.</summary>
    IncludeSeconds = 1,
}
