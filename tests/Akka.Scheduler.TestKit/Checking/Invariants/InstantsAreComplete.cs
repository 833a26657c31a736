using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>18: no due instant is forgotten, and what became of it is what the policies say.</summary>
internal sealed class InstantsAreComplete() : Invariant(18, "Every due instant has exactly one record that obeys the schedule's policies, and one task exactly where it says so.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        var rows = run.Occurrences.Where(occurrence => occurrence.Row.Kind == OccurrenceKind.Due).ToLookup(occurrence => occurrence.Schedule, occurrence => occurrence.Row);
        foreach (var end in run.Schedules)
        {
            var records = rows[end.Schedule.Id].OrderBy(row => row.Nominal).ToList();
            var spans = ScheduleSpan.Of(run, new(end.Schedule, end.Cursor.Watermark));
            var held = end.Cursor.Held.Select(waiting => waiting.Nominal).ToHashSet();
            foreach (var span in spans.Values) CheckOwed(span, records, held, findings);
            for (var i = 1; i < records.Count; i++)
            {
                findings.Expect(
                    records[i].Nominal > records[i - 1].LastNominal, end.Schedule.Id, "two records stand for one instant", records[i - 1], records[i]);
            }

            foreach (var record in records)
            {
                if (spans.TryGetValue(record.Version, out var span)) CheckOutcome(span, record, records, findings);
                if (record.Task is { } task)
                    findings.Expect(IsThere(run, task), end.Schedule.Id, $"the record of {record.Nominal:O} says that {task} was created, and it is not there", record);
            }
        }
    }

    private static bool IsThere(RunHistory run, Domain.Ids.TaskId task) => run.StepsByTask.ContainsKey(task) || run.Inbox.Any(row => row.Task == task);

    private static void CheckOwed(ScheduleSpan span, List<OccurrenceRow> records, HashSet<DateTimeOffset> held, Findings findings)
    {
        var next = 0;
        foreach (var instant in span.Owed())
        {
            while (next < records.Count && records[next].LastNominal < instant) next++;
            findings.Expect(held.Contains(instant) || (next < records.Count && records[next].Nominal <= instant), span.Schedule.Id, $"{instant:O} has no record");
        }
    }

    private static void CheckOutcome(ScheduleSpan span, OccurrenceRow record, List<OccurrenceRow> records, Findings findings)
    {
        var schedule = span.Schedule;
        findings.Expect((record.Outcome == "created") == record.Task is not null, schedule.Id, "a record has a task exactly if it was created", record);
        if (record.LastNominal < span.ToEarliest && span.Allows(record.Nominal) && span.Allows(record.LastNominal))
        {
            findings.Expect(
                span.Instants(record.Nominal.AddMilliseconds(-1), record.LastNominal).LongCount() == record.Count,
                schedule.Id, $"a record counts {record.Count} instants, and the schedule has others", record);
        }

        findings.Expect(Obeys(schedule, record, records), schedule.Id, $"{record.Outcome} {record.Reason} is not what its policies say", record);
    }

    // The store keeps instants to the microsecond, so the edge between missed and on time is not sharp.
    private static bool Obeys(Schedule schedule, OccurrenceRow record, List<OccurrenceRow> records)
    {
        var edge = TimeSpan.FromMilliseconds(1);
        var missed = record.At - record.LastNominal >= FiringPlan.MisfireThreshold - edge;
        var surelyMissed = record.At - record.Nominal > FiringPlan.MisfireThreshold + edge;
        var window = schedule.CatchUpWindow > FiringPlan.MisfireThreshold ? schedule.CatchUpWindow : FiringPlan.MisfireThreshold;
        var mayWait = schedule.Overlap is OverlapPolicy.Queue or OverlapPolicy.CancelPrevious;
        var superseded = records.Any(other => other.Nominal > record.Nominal && other.At == record.At);
        return record.Reason switch
        {
            null when schedule.MaxRuns is { } runs && records.Count(other => other.Task is not null && other.Nominal <= record.Nominal) > runs => false,
            null when mayWait => true,
            null => schedule.Enabled && record.At - record.Nominal <= window + edge && !(surelyMissed && schedule.Misfire == MisfirePolicy.Skip)
                && !(surelyMissed && superseded && schedule.Misfire == MisfirePolicy.FireOnce),
            "coalesced" => missed && schedule.Misfire == MisfirePolicy.FireOnce && (superseded || mayWait),
            "misfire" => missed && schedule.Misfire == MisfirePolicy.Skip,
            "outsideCatchUpWindow" => record.At - record.LastNominal >= window - edge,
            "overlap" => schedule.Overlap == OverlapPolicy.Skip,
            "queueFull" => schedule.Overlap == OverlapPolicy.Queue,
            "superseded" => schedule.Overlap == OverlapPolicy.CancelPrevious,
            "calendar" => schedule.Calendars.Count > 0,
            "paused" => !schedule.Enabled,
            "maxRuns" => schedule.MaxRuns is { } runs && records.Count(other => other.Task is not null && other.Nominal < record.Nominal) >= runs,
            _ => false,
        };
    }
}
