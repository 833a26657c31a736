namespace Akka.Scheduler.Domain.Cron;

/// <summary>What a day must match when both day fields, of the month and of the week, are restricted.</summary>
public enum CronDayRule
{
    /// <summary>Both fields must match: <c>0 0 13 * 5</c> is Friday the 13th. The default.</summary>
    Both = 0,

    /// <summary>
    /// Either field may match, as in a Unix crontab: <c>0 0 13 * 5</c> is every Friday and every 13th. As in Vixie's cron, a field that
    /// begins with <c>*</c> (also <c>*/2</c>) or is <c>?</c> counts as unrestricted, and then both must match.
    /// </summary>
    Either = 1,
}
