using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Storage.Documents;

namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>Reads tasks from rows whose columns stand in the order of the lists in <see cref="SqliteSql"/>.</summary>
internal static class TaskRows
{
    /// <summary>How many columns a specification has; further ones of a statement come after them.</summary>
    public const int SpecColumns = 11;

    public static TaskSpec Spec(Statement row)
    {
        var template = new TaskTemplate
        {
            Queue = row.Text(1),
            Executor = row.Text(2),
            Priority = (TaskPriority)row.Number(3),
            Name = row.MaybeText(6),
            Labels = LabelsText.Read(row.MaybeText(8)),
            Payload = row.MaybeText(10),
        };
        var columns = new TaskSpec(new(row.Text(0)), template, row.Instant(5), row.Instant(4)) { ScheduleId = row.MaybeText(7) };
        return SpecDocument.Read(row.MaybeText(9), columns);
    }

    public static TaskSnapshot Task(Statement row)
    {
        var worker = row.MaybeText(19) is { } name ? new Domain.Ids.WorkerId(name) : (Domain.Ids.WorkerId?)null;
        return new()
        {
            Spec = Spec(row),
            State = (TaskState)row.Number(11),
            Version = (int)row.Number(12),
            NextStartAt = row.Instant(13),
            Attempt = (int)row.Number(14),
            Failures = (int)row.Number(15),
            CancelRequested = row.Number(16) != 0,
            StartedAt = row.MaybeInstant(17),
            FinishedAt = row.MaybeInstant(18),
            Worker = worker,
            // The worker of the open attempt is the one that ran last.
            Open = row.IsNull(20) ? null
                : new(new(row.Id(20)), worker.GetValueOrDefault(), row.Instant(21), row.Instant(22), row.Number(23)),
            Result = row.IsNull(24) ? null : new((int)row.Number(24), row.MaybeText(25), row.MaybeText(26)),
            Error = row.MaybeText(27),
            Reason = row.MaybeText(28),
            Bucket = (int)row.Number(29),
            Blocked = (int)row.Number(30),
            Settled = row.MaybeText(31),
        };
    }

    /// <summary>A row of the inbox as a task: pending, with version 0.</summary>
    public static TaskSnapshot Accepted(Statement row) => TaskRules.Create(Spec(row)).After with { Version = 0 };
}
