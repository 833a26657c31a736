namespace Akka.Scheduler.Domain.Schedules;

/// <summary>
/// The one record of a due instant, or of a run of them that were skipped for one reason. Records neither overlap nor leave out an instant
/// between the creation of the schedule and its cursor's watermark, apart from those that the cursor holds back: that can be checked against the
/// expression. What was backfilled or triggered has records beside these.
/// </summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Version">The version of it that was in force.</param>
/// <param name="Nominal">The instant, in UTC, before any jitter.</param>
/// <param name="Fold">1 if the wall clock showed this time for the second time, because it had been put back; otherwise 0.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record Occurrence(ScheduleId Schedule, long Version, DateTimeOffset Nominal, int Fold, OccurrenceOutcome Outcome)
{
    /// <summary>What asked for it.</summary>
    public OccurrenceKind Kind { get; init; }
}
