using Akka.Scheduler.Domain.Schedules;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>19: a schedule fires at its instants only.</summary>
internal sealed class NoExtraInstants() : Invariant(19, "No record is of an instant that the schedule's expression does not have, or that is not accounted for yet.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        var rows = run.Occurrences.Where(occurrence => occurrence.Row.Kind == OccurrenceKind.Due).ToLookup(occurrence => occurrence.Schedule, occurrence => occurrence.Row);
        foreach (var end in run.Schedules)
        {
            var spans = ScheduleSpan.Of(run, new(end.Schedule, end.Cursor.Watermark));
            foreach (var record in rows[end.Schedule.Id])
            {
                findings.Look();
                if (record.Version < 1 || record.Version > end.Schedule.Version)
                    findings.Fail(end.Schedule.Id, $"a record of version {record.Version}, which never was", record);
                else if (spans.TryGetValue(record.Version, out var span) && !(span.Allows(record.Nominal) && span.Allows(record.LastNominal)))
                    findings.Fail(end.Schedule.Id, $"{record.Nominal:O} is no instant of version {record.Version}", record, span);
            }
        }
    }
}
