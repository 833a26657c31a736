namespace Akka.Scheduler.Domain.Schedules;

/// <summary>
/// What becomes of instants that were missed: found more than <see cref="FiringPlan.MisfireThreshold"/> late, because no node led or none
/// could commit. Instants that are not late fire under every policy. The numbers are stored and never change.
/// </summary>
public enum MisfirePolicy : short
{
    /// <summary>
    /// One run makes up for all missed ones: of the instants inside the catch-up window the latest is created, whether it was missed itself or
    /// is not late, and the missed ones before it are recorded as coalesced. The default.
    /// </summary>
    FireOnce = 0,

    /// <summary>Missed instants are recorded as skipped.</summary>
    Skip = 1,

    /// <summary>Every missed instant inside the catch-up window is created.</summary>
    FireAll = 2,
}
