using Akka.Scheduler.TestKit.Checking.Facts;
using Akka.Scheduler.TestKit.Checking.Invariants;
using static Akka.Scheduler.TestKit.Checking.Damages.Damage;

namespace Akka.Scheduler.TestKit.Checking.Damages;

/// <summary>Falsifies what became of the instants of schedules.</summary>
internal static class ScheduleDamages
{
    public static IReadOnlyList<Damage> All { get; } =
    [
        new(18, "an instant is forgotten", run => Skipped(run, IsOwed) is { } fact ? run with { Occurrences = Without(run.Occurrences, fact) } : null),
        new(18, "an instant is skipped against the policy", run =>
            Skipped(run) is { } fact ? run with { Occurrences = Replace(run.Occurrences, fact, fact with { Row = fact.Row with { Outcome = "skipped", Task = null, Reason = "boredom" } }) } : null),
        new(19, "a schedule fires where it has no instant", run =>
            Skipped(run) is { } fact
                ? run with { Occurrences = [.. run.Occurrences, fact with { Row = fact.Row with { Nominal = Beside(fact), LastNominal = Beside(fact), Task = null } }] }
                : null),
        new(20, "a watermark moves back at the end", run =>
            run.Schedules.Count > 0
                ? run with { Watermarks = [.. run.Watermarks, new(run.Schedules[0].Schedule.Id, run.EndedAt, run.Schedules[0].Cursor.Watermark.AddHours(1))] }
                : null),
        new(20, "a watermark moves back", run => run.Schedules.Count > 0 ? run with { Watermarks = [.. run.Watermarks, Seen(run, 2, 0), Seen(run, 1, 1)] } : null),
    ];

    private static WatermarkSample Seen(RunHistory run, int secondsBeforeTheEnd, int back) =>
        new(run.Schedules[0].Schedule.Id, run.EndedAt.AddSeconds(-secondsBeforeTheEnd), run.Schedules[0].Cursor.Watermark.AddMilliseconds(-back));

    private static DateTimeOffset Beside(OccurrenceFact fact) => fact.Row.LastNominal.AddMilliseconds(1);

    // One of a schedule that is still there, and a skipped one if there is any: then nothing else speaks of it.
    private static OccurrenceFact? Skipped(RunHistory run, Func<RunHistory, OccurrenceFact, bool>? where = null)
    {
        var there = run.Schedules.Select(end => end.Schedule.Id).ToHashSet();
        var facts = run.Occurrences.Where(fact => there.Contains(fact.Schedule) && where?.Invoke(run, fact) != false).ToList();
        return facts.FirstOrDefault(fact => fact.Row.Task is null) ?? facts.FirstOrDefault();
    }

    // Where one version gives way to the next, nobody but the store knows to which of them an instant belongs.
    private static bool IsOwed(RunHistory run, OccurrenceFact fact)
    {
        var end = run.Schedules.First(end => end.Schedule.Id == fact.Schedule);
        return ScheduleSpan.Of(run, new(end.Schedule, end.Cursor.Watermark)).TryGetValue(fact.Row.Version, out var span)
            && fact.Row.Nominal > span.FromLatest && fact.Row.Nominal <= span.ToEarliest;
    }
}
