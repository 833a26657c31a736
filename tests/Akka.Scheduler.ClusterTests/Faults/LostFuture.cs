using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.TestKit.Checking;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>
/// What a former primary had committed and the replica that took over from it had not: read from both, before anybody wrote to the one and after everybody
/// had left the other. What was said and done upon it counts no more, and everything else does.
/// </summary>
internal sealed record LostFuture
{
    private const string Dead = "SELECT incarnation FROM node WHERE state = 4";
    private const string Ids = "SELECT id FROM task UNION ALL SELECT id FROM task_archive UNION ALL SELECT task_id FROM shard_inbox";

    /// <summary>When the other one took over: nothing is lost that was asked for later.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The tasks that are not there any more.</summary>
    public required IReadOnlySet<TaskId> Tasks { get; init; }

    /// <summary>The tasks of which some step is gone.</summary>
    public required IReadOnlySet<TaskId> Changed { get; init; }

    /// <summary>The attempts whose start is gone.</summary>
    public required IReadOnlySet<AttemptId> Attempts { get; init; }

    /// <summary>The lives of nodes whose declared death is gone.</summary>
    public required IReadOnlySet<Guid> Revived { get; init; }

    /// <summary>How far each schedule was in what remained.</summary>
    public required IReadOnlyDictionary<ScheduleId, DateTimeOffset> Watermarks { get; init; }

    /// <summary>How many steps are gone.</summary>
    public required int Steps { get; init; }

    /// <summary>How much of what clients were told is not so.</summary>
    public int Of(IEnumerable<Submission> submissions) => submissions.Count(sent => sent.Answer == Answer.Acknowledged && Tasks.Contains(sent.Task));

    /// <summary>Compares the two: the one that lost has all that the other one has.</summary>
    public static async Task<LostFuture> OfAsync(RemainingPast remains, StoreReader former, CancellationToken cancel)
    {
        var lost = (await former.ReadAsync(
            "SELECT shard, log_seq, task_id, type, attempt_id FROM history WHERE task_id IS NOT NULL",
            row => (Shard: row.GetInt32(0), Seq: row.GetInt64(1), Task: new TaskId(row.GetString(2)), Type: (TransitionType)row.GetInt16(3), Attempt: row.IsDBNull(4) ? (Guid?)null : row.GetGuid(4)),
            cancel)).Where(step => step.Seq > remains.Sequences.GetValueOrDefault(step.Shard)).ToList();
        return new()
        {
            At = remains.At,
            Tasks = (await former.ReadAsync(Ids, row => new TaskId(row.GetString(0)), cancel)).Where(id => !remains.Tasks.Contains(id)).ToHashSet(),
            Changed = lost.Select(step => step.Task).ToHashSet(),
            Attempts = lost.Where(step => step.Type == TransitionType.Started).Select(step => new AttemptId(step.Attempt!.Value)).ToHashSet(),
            Revived = (await former.ReadAsync(Dead, row => row.GetGuid(0), cancel)).Where(life => !remains.Dead.Contains(life)).ToHashSet(),
            Watermarks = remains.Watermarks,
            Steps = lost.Count,
        };
    }

    /// <summary>A history in which nothing is asked of what is gone.</summary>
    public RunHistory Without(RunHistory run) => run with
    {
        Submissions = [.. run.Submissions.Select(sent => Tasks.Contains(sent.Task) && sent.Answer == Answer.Acknowledged && sent.SentAt <= At ? sent with { Answer = Answer.Unknown } : sent)],
        Orders = [.. run.Orders.Select(order => Changed.Contains(order.Task) && order.SentAt <= At ? order with { Answer = Answer.Unknown } : order)],
        Effects = [.. run.Effects.Where(effect => !Attempts.Contains(effect.Attempt))],
        Watermarks = [.. run.Watermarks.Where(sample => sample.SeenAt > At || !(sample.Watermark > Watermarks.GetValueOrDefault(sample.Schedule)))],
        Deaths = [.. run.Deaths.Where(death => death.At > At || !Revived.Contains(death.Incarnation))],
    };

    /// <summary>What a replica had when it took over.</summary>
    internal sealed record RemainingPast(
        DateTimeOffset At, IReadOnlySet<TaskId> Tasks, IReadOnlySet<Guid> Dead, IReadOnlyDictionary<int, long> Sequences, IReadOnlyDictionary<ScheduleId, DateTimeOffset> Watermarks)
    {
        public static async Task<RemainingPast> OfAsync(StoreReader replica, TimeProvider time, CancellationToken cancel) => new(
            time.GetUtcNow(),
            (await replica.ReadAsync(Ids, row => new TaskId(row.GetString(0)), cancel)).ToHashSet(),
            (await replica.ReadAsync(LostFuture.Dead, row => row.GetGuid(0), cancel)).ToHashSet(),
            (await replica.ReadAsync("SELECT shard_id, log_seq FROM shard", row => (row.GetInt32(0), row.GetInt64(1)), cancel)).ToDictionary(),
            (await replica.ReadAsync("SELECT id, cursor FROM schedule", row => (new ScheduleId(row.GetString(0)), ScheduleJson.ReadCursor(row.GetString(1)).Watermark), cancel)).ToDictionary());
    }
}
