using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
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
        new(31, "a run of a schedule ends after the next one has been made", Overlapping),
        new(32, "an acknowledged backfill leaves out an instant", run => Gap(run) is { } gap ? run with { Backfills = [.. run.Backfills, gap] } : null),
        new(32, "a backfill makes a second task for an instant", run =>
            run.Occurrences.FirstOrDefault(fact => fact.Row is { Kind: OccurrenceKind.Due, Task: not null } && IsThere(run, fact)) is { } fact
                ? run with { Occurrences = [.. run.Occurrences, fact with { Row = fact.Row with { Kind = OccurrenceKind.Backfill } }] }
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
        var facts = run.Occurrences.Where(fact => fact.Row.Kind == OccurrenceKind.Due && there.Contains(fact.Schedule) && where?.Invoke(run, fact) != false).ToList();
        return facts.FirstOrDefault(fact => fact.Row.Task is null) ?? facts.FirstOrDefault();
    }

    // Where one version gives way to the next, nobody but the store knows to which of them an instant belongs.
    private static bool IsOwed(RunHistory run, OccurrenceFact fact)
    {
        var end = run.Schedules.First(end => end.Schedule.Id == fact.Schedule);
        return ScheduleSpan.Of(run, new(end.Schedule, end.Cursor.Watermark)).TryGetValue(fact.Row.Version, out var span)
            && fact.Row.Nominal > span.FromLatest && fact.Row.Nominal <= span.ToEarliest;
    }

    private static bool IsThere(RunHistory run, OccurrenceFact fact) => run.Schedules.Any(end => end.Schedule.Id == fact.Schedule);

    // An instant that was skipped and never made up for.
    private static BackfillOrder? Gap(RunHistory run)
    {
        foreach (var end in run.Schedules.Where(end => end.Schedule.Calendars.Count == 0 && run.Versions.All(version => version.Schedule.Id != end.Schedule.Id || version.Schedule.Trigger == end.Schedule.Trigger)))
        {
            var rows = run.Occurrences.Where(fact => fact.Schedule == end.Schedule.Id).Select(fact => fact.Row).ToList();
            var gap = rows.FirstOrDefault(row => row is { Task: null, Count: 1, Kind: OccurrenceKind.Due } && rows.All(other => other.Kind == OccurrenceKind.Due || other.Nominal != row.Nominal)
                && end.Cursor.Held.All(held => held.Nominal != row.Nominal));
            if (gap is not null) return new(end.Schedule.Id, gap.Nominal, gap.Nominal.AddMilliseconds(1), Answer.Acknowledged);
        }

        return null;
    }

    // The last step of an earlier run is moved behind the first one of the next.
    private static RunHistory? Overlapping(RunHistory run)
    {
        var exclusive = run.Schedules.Where(end => end.Schedule.Overlap != OverlapPolicy.Allow
            && run.Versions.All(version => version.Schedule.Id != end.Schedule.Id || version.Schedule.Overlap != OverlapPolicy.Allow)).Select(end => end.Schedule.Id).ToHashSet();
        var tasks = run.Occurrences.Where(fact => exclusive.Contains(fact.Schedule) && fact.Row.Kind == OccurrenceKind.Due && fact.Row.Task is { } task && run.StepsByTask.ContainsKey(task))
            .GroupBy(fact => fact.Schedule).FirstOrDefault(facts => facts.Count() > 1)?.Select(fact => run.StepsByTask[fact.Row.Task!.Value]).OrderBy(steps => steps[0].Step!.At).ToList();
        if (tasks is null || tasks[0].FirstOrDefault(row => row.Step!.To.IsTerminal()) is not { } last) return null;
        var end = tasks[1][0].Step!.At.AddMilliseconds(1);
        var moved = run with { Log = Replace(run.Log, last, last with { Step = last.Step! with { At = end } }) };
        return run.TaskById.TryGetValue(last.Step!.Task, out var row)
            ? moved with { Tasks = Replace(run.Tasks, row, row with { Task = row.Task with { FinishedAt = end } }) }
            : moved;
    }
}
