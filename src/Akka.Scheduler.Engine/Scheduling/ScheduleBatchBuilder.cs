using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>Makes the singleton's batches of its pending steps: versions, cursors, occurrences and inbox rows go together.</summary>
internal sealed class ScheduleBatchBuilder(ShardTerm term, GuidV7Source ids, int shards)
{
    public ScheduleBatch Build(long expectedSeq, Guid previousBatch, IReadOnlyList<SchedulerStep> all)
    {
        var upserts = new List<ScheduleRow>();
        var deletes = new List<string>();
        var cursors = new List<CursorMove>();
        List<ScheduleStep> steps = [.. all.OfType<ScheduleStep>()];
        List<CalendarStep> calendars = [.. all.OfType<CalendarStep>()];
        foreach (var step in steps)
        {
            var id = step.Entity.Id.Value;
            if (step.Schedule is null) deletes.Add(id);
            else if (step.ChangesDefinition) upserts.Add(new(id, step.Schedule.Version, ScheduleJson.Write(step.Schedule), ScheduleJson.Write(step.Cursor)));
            else if (step.Cursor != step.Entity.Cursor) cursors.Add(new(id, step.Schedule.Version, ScheduleJson.Write(step.Cursor)));
        }

        return new(term, expectedSeq, ids.Next())
        {
            PreviousBatch = previousBatch,
            Upserts = upserts,
            Deletes = deletes,
            Cursors = cursors,
            Calendars = [.. calendars.Where(step => step.Calendar is not null).Select(step => new CalendarRow(step.Id.Value, step.Calendar!.Version, CalendarJson.Write(step.Calendar)))],
            CalendarDeletes = [.. calendars.Where(step => step.Calendar is null).Select(step => step.Id.Value)],
            Occurrences = [.. steps.SelectMany(step => step.Occurrences.Select(occurrence => RowOf(occurrence, step.At) with { Kind = occurrence.Kind }))],
            Commands = [.. steps.Where(step => step.Command is not null).Select(step => new AppliedCommand(step.Command!.Value, step.Entity.Id.Value, step.At))],
            Inbox = [.. steps.SelectMany(step => step.Tasks).Select(task => new InboxInsert(ShardHash.Of(task.Id.Value, shards), task))],
        };
    }

    private static OccurrenceRow RowOf(Occurrence occurrence, DateTimeOffset at) => occurrence.Outcome switch
    {
        OccurrenceOutcome.Created created => new(
            occurrence.Schedule.Value, occurrence.Nominal, occurrence.Nominal, 1, occurrence.Version, "created", null, created.Task, at),
        OccurrenceOutcome.Skipped skipped => new(
            occurrence.Schedule.Value, occurrence.Nominal, skipped.Through, skipped.Count, occurrence.Version, "skipped", SkipReasonText.Of(skipped.Reason), null, at),
        _ => throw new InvalidOperationException($"unknown outcome {occurrence.Outcome.GetType().Name}"),
    };
}
