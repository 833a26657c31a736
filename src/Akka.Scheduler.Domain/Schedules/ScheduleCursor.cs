using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Domain.Schedules;

/// <summary>How far a schedule has come. Stored in the same transaction as the records of the instants that it has passed.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Watermark">Every instant up to and with this one is accounted for. It never moves back.</param>
/// <param name="Runs">How many tasks were created for instants that came; those of a backfill or by hand do not count.</param>
/// <param name="LastTask">The latest of them, or of those backfilled in turn with them, if any.</param>
public sealed record ScheduleCursor(ScheduleId Schedule, DateTimeOffset Watermark, long Runs, TaskId? LastTask)
{
    /// <summary>The instants that are passed and wait for the end of the previous task, the next one first.</summary>
    public IReadOnlyList<HeldInstant> Held { get; init; } = [];

    /// <summary>How many of those wait because their instant came.</summary>
    public int HeldDue => Held.Count(held => held.Kind == OccurrenceKind.Due);

    /// <summary>The cursor of a new schedule: instants count from its creation, and an <see cref="Trigger.At"/> counts even before it.</summary>
    public static ScheduleCursor Start(Schedule schedule)
    {
        var from = schedule.CreatedAt;
        if (schedule.Trigger is Trigger.At { Instant: var instant } && instant <= from)
            from = instant.AddMilliseconds(-1);
        return new ScheduleCursor(schedule.Id, from, 0, null);
    }

    /// <summary>
    /// The cursor that goes with a change of the schedule. First everything due must be accounted for under the old version, by
    /// <see cref="FiringPlan.Evaluate"/>; then this moves the watermark to now, so that the new version owes nothing of the past.
    /// </summary>
    public ScheduleCursor Settled(DateTimeOffset now) => now > Watermark ? this with { Watermark = now } : this;

    /// <summary>Same in all members, the held instants one by one.</summary>
    public bool Equals(ScheduleCursor? other) =>
        other is not null
        && (Schedule, Watermark, Runs, LastTask) == (other.Schedule, other.Watermark, other.Runs, other.LastTask)
        && Held.SequenceEqual(other.Held);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Schedule, Watermark, Runs, LastTask, Held.Count);
}
