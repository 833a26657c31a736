using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Storage.Documents;
using Npgsql;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>Reads tasks from rows whose columns stand in the order of the lists in <see cref="SqlText"/>.</summary>
internal static class TaskRows
{
    /// <summary>How many columns a task has; further ones of a statement come after them.</summary>
    public const int Columns = 32;

    /// <summary>What was asked for.</summary>
    public static TaskSpec Spec(NpgsqlDataReader row)
    {
        var template = new TaskTemplate
        {
            Name = Text(row, 1),
            Labels = LabelsText.Read(Text(row, 2)),
            Executor = row.GetString(3),
            Payload = Text(row, 4),
            Queue = row.GetString(5),
            Priority = (TaskPriority)row.GetInt16(6),
        };
        var columns = new TaskSpec(new(row.GetString(0)), template, Instant(row, 7), Instant(row, 8)) { ScheduleId = Text(row, 9) };
        return SpecDocument.Read(Text(row, 10), columns);
    }

    /// <summary>The whole task.</summary>
    public static TaskSnapshot Task(NpgsqlDataReader row)
    {
        // What waits in the inbox stands as it will when it is made.
        if (row.GetInt32(12) == 0) return TaskRules.Create(Spec(row)).After with { Version = 0 };
        var worker = Text(row, 17) is { } name ? new WorkerId(name) : (WorkerId?)null;
        var spec = Spec(row);
        return new()
        {
            Spec = spec,
            State = (TaskState)row.GetInt16(11),
            Version = row.GetInt32(12),
            NextStartAt = Instant(row, 13),
            Attempt = row.GetInt32(14),
            Failures = row.GetInt32(15),
            StartedAt = MaybeInstant(row, 16),
            Worker = worker,
            CancelRequested = row.GetInt16(18) != 0,
            Result = row.IsDBNull(19) ? null : new(row.GetInt32(19), Text(row, 20), Text(row, 21)),
            Error = Text(row, 22),
            Reason = Text(row, 23),
            FinishedAt = MaybeInstant(row, 24),
            // The worker of the open attempt is the one that ran last.
            Open = row.IsDBNull(25) ? null
                : new(new(row.GetGuid(25)), worker.GetValueOrDefault(), Instant(row, 26), Instant(row, 27), row.GetInt64(28)),
            // Only what is live stands in a bucket of its own.
            Bucket = row.IsDBNull(29) ? TaskBucket.Of(spec.Template) : row.GetInt32(29),
            Blocked = row.GetInt32(30),
            Settled = Text(row, 31),
        };
    }

    /// <summary>A text column, or <see langword="null"/>.</summary>
    public static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>An instant, in UTC.</summary>
    public static DateTimeOffset Instant(NpgsqlDataReader row, int column) => new(row.GetDateTime(column));

    private static DateTimeOffset? MaybeInstant(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : Instant(row, column);
}
