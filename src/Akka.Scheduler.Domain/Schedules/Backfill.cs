namespace Akka.Scheduler.Domain.Schedules;

/// <summary>
/// Filling in the past: every instant of a stretch that lies behind, that no calendar excludes, and that has no task yet gets one. Whether it was
/// skipped or came before the schedule was made does not matter. Doing it again does nothing.
/// </summary>
/// <remarks>
/// Where runs may overlap, the tasks are created at once. Otherwise they take their turn one by one behind whatever waits already, and never beside a
/// due one. They do not count as runs.
/// </remarks>
public static class Backfill
{
    /// <summary>The most instants that one stretch may hold: 10,000; 1,000, as many as may wait, where runs must not overlap.</summary>
    public const int MostInstants = 10_000;

    /// <summary>The most instants that are dealt with in one transaction.</summary>
    public const int Portion = 1_000;

    /// <summary>Why a stretch cannot be filled in; null if it can.</summary>
    /// <param name="schedule">The version in force.</param>
    /// <param name="from">The first instant that counts.</param>
    /// <param name="to">Instants before this one count.</param>
    /// <param name="now">What is not behind that is no past.</param>
    public static ScheduleProblem? Problem(Schedule schedule, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        if (to <= from) return new("to", "must be later than from");
        if (to > now) return new("to", "must not lie in the future: what is to come is the schedule's own affair");
        var most = schedule.Overlap == OverlapPolicy.Allow ? MostInstants : Schedule.MostHeld;
        if (Instants(schedule, from, to, most + 1).Count <= most) return null;
        return new("to", schedule.Overlap == OverlapPolicy.Allow
            ? $"is too far from 'from': the stretch holds more than {most} instants; ask for shorter ones, one after the other"
            : $"is too far from 'from': the stretch holds more than {most} instants, which is how many may wait for their turn where runs must not overlap; "
                + "ask for shorter ones, or set overlap to allow");
    }

    /// <summary>The instants of a stretch, at most so many.</summary>
    public static IReadOnlyList<DateTimeOffset> Instants(Schedule schedule, DateTimeOffset from, DateTimeOffset to, int most)
    {
        var found = new List<DateTimeOffset>();
        for (var next = ScheduleClock.Next(schedule, from.AddTicks(-1)); next < to && found.Count < most; next = ScheduleClock.Next(schedule, next.Value))
            found.Add(next.Value);
        return found;
    }

    /// <summary>What is to become of some instants, after all that is due has been accounted for.</summary>
    /// <param name="schedule">The version in force.</param>
    /// <param name="cursor">How far it has come. Instants behind its watermark are left alone.</param>
    /// <param name="instants">The instants.</param>
    /// <param name="made">Those of them that have a task.</param>
    /// <param name="now">When the tasks are due.</param>
    /// <param name="exclusions">What its calendars exclude.</param>
    public static BackfillPlan Evaluate(
        Schedule schedule, ScheduleCursor cursor, IReadOnlyList<DateTimeOffset> instants, IReadOnlySet<DateTimeOffset> made, DateTimeOffset now, Exclusions exclusions)
    {
        var (existing, excluded) = (0, 0);
        var fresh = new List<HeldInstant>();
        var waits = cursor.Held.Select(held => held.Nominal).ToHashSet();
        foreach (var instant in instants)
        {
            if (exclusions.EndOf(instant) is not null) excluded++;
            else if (made.Contains(instant) || waits.Contains(instant)) existing++;
            else if (instant <= cursor.Watermark) fresh.Add(new(instant, OccurrenceKind.Backfill, schedule.Version));
        }

        if (schedule.Overlap != OverlapPolicy.Allow)
        {
            return cursor.Held.Count + fresh.Count > Schedule.MostHeld
                ? new([], cursor, existing, excluded) { Lacks = cursor.Held.Count + fresh.Count - Schedule.MostHeld }
                : new([], fresh.Count == 0 ? cursor : cursor with { Held = [.. cursor.Held, .. fresh] }, existing, excluded);
        }

        var records = fresh.Select(instant => new Occurrence(
            schedule.Id, schedule.Version, instant.Nominal, ScheduleClock.FoldOf(schedule, instant.Nominal),
            new OccurrenceOutcome.Created(OccurrenceId.Of(schedule.Id, instant.Nominal), now))
        {
            Kind = OccurrenceKind.Backfill,
        });
        return new([.. records], cursor, existing, excluded);
    }
}

/// <summary>What a backfill makes of some instants.</summary>
/// <param name="Occurrences">The records of tasks that are created at once.</param>
/// <param name="Cursor">The cursor, which holds back those that must take their turn.</param>
/// <param name="Existing">How many have a task, or wait for their turn, already.</param>
/// <param name="Excluded">How many a calendar excludes.</param>
public sealed record BackfillPlan(IReadOnlyList<Occurrence> Occurrences, ScheduleCursor Cursor, int Existing, int Excluded)
{
    /// <summary>How many instants too many there are to wait; if any, nothing is to be done.</summary>
    public int Lacks { get; init; }
}
