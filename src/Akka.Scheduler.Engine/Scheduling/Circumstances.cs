using Akka.Scheduler.Domain.Schedules;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>What a decision about a schedule depends on, apart from the schedule.</summary>
/// <param name="Now">The instant.</param>
/// <param name="PreviousStillLive">Whether its previous task is not finished yet.</param>
/// <param name="Made">Those of the instants to fill in that have a task.</param>
/// <param name="Exclusions">What its calendars exclude.</param>
internal readonly record struct Circumstances(DateTimeOffset Now, bool PreviousStillLive, IReadOnlySet<DateTimeOffset> Made, Exclusions Exclusions);
