namespace Akka.Scheduler.Domain.Schedules;

/// <summary>An instant whose task is not created yet, because the previous one is not finished. It has no record until its turn has come.</summary>
/// <param name="Nominal">The instant.</param>
/// <param name="Kind">What asked for it.</param>
/// <param name="Version">The version that was in force when it fell due. Its task is made from the one in force when its turn comes.</param>
public readonly record struct HeldInstant(DateTimeOffset Nominal, OccurrenceKind Kind, long Version);
