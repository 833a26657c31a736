using Akka.Scheduler.Domain.Schedules;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>
/// In which span of time a version of a schedule ruled. A change settles everything due under the old version and begins the new one at that
/// instant, which lies between the request and its answer: so both ends are known up to that.
/// </summary>
/// <param name="Schedule">The version.</param>
/// <param name="FromEarliest">No instant at or before this one is the version's.</param>
/// <param name="FromLatest">Every instant after this one and up to <paramref name="ToEarliest"/> is the version's.</param>
/// <param name="ToEarliest">See there.</param>
/// <param name="ToLatest">No instant after this one is the version's.</param>
internal sealed record ScheduleSpan(
    Schedule Schedule, DateTimeOffset FromEarliest, DateTimeOffset FromLatest, DateTimeOffset ToEarliest, DateTimeOffset ToLatest)
{
    /// <summary>The instants that must have a record.</summary>
    public IEnumerable<DateTimeOffset> Owed() => Instants(FromLatest, ToEarliest);

    /// <summary>Whether the instant may have one.</summary>
    public bool Allows(DateTimeOffset instant) =>
        instant > FromEarliest && instant <= ToLatest && ScheduleClock.Next(Schedule, instant.AddMilliseconds(-1)) == instant;

    /// <summary>The version's instants after one and up to another.</summary>
    public IEnumerable<DateTimeOffset> Instants(DateTimeOffset after, DateTimeOffset upTo)
    {
        for (var next = ScheduleClock.Next(Schedule, after); next <= upTo; next = ScheduleClock.Next(Schedule, next.Value))
            yield return next.Value;
    }

    /// <summary>The spans of all versions of a schedule that are known, by version. Where a version is missing, its neighbours' ends are open.</summary>
    public static IReadOnlyDictionary<long, ScheduleSpan> Of(RunHistory run, ScheduleEndOf end)
    {
        var versions = run.Versions.Where(version => version.Schedule.Id == end.Schedule.Id)
            .GroupBy(version => version.Schedule.Version).ToDictionary(same => same.Key, same => same.First());
        var spans = new Dictionary<long, ScheduleSpan>();
        for (var number = 1L; number <= end.Schedule.Version; number++)
        {
            var schedule = number == end.Schedule.Version ? end.Schedule : versions.GetValueOrDefault(number)?.Schedule;
            if (schedule is null) continue;
            var start = ScheduleCursor.Start(schedule).Watermark;
            var (fromEarliest, fromLatest) = number == 1 ? (start, start) : Began(versions.GetValueOrDefault(number), schedule.CreatedAt, end.Watermark);
            var (toEarliest, toLatest) = number == end.Schedule.Version
                ? (end.Watermark, end.Watermark)
                : Began(versions.GetValueOrDefault(number + 1), fromEarliest, end.Watermark);
            spans.Add(number, new(schedule, fromEarliest, fromLatest, toEarliest, toLatest));
        }

        return spans;
    }

    private static (DateTimeOffset Earliest, DateTimeOffset Latest) Began(Facts.ScheduleVersion? version, DateTimeOffset lower, DateTimeOffset upper) =>
        version is null ? (lower, upper) : (version.NotBefore, version.NotAfter);
}

/// <summary>A schedule's last version and how far it came.</summary>
internal readonly record struct ScheduleEndOf(Schedule Schedule, DateTimeOffset Watermark);
