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

    /// <summary>The steps of tasks that are gone.</summary>
    public required IReadOnlyList<LogRow> Steps { get; init; }

    /// <summary>The lives of nodes whose declared death is gone.</summary>
    public required IReadOnlySet<Guid> Revived { get; init; }

    /// <summary>How far each schedule was in what remained.</summary>
    public required IReadOnlyDictionary<ScheduleId, DateTimeOffset> Watermarks { get; init; }

    /// <summary>Which version of each schedule remained.</summary>
    public required IReadOnlyDictionary<ScheduleId, long> Versions { get; init; }

    /// <summary>The instants of schedules that had a task, or waited for their turn, and do so no more.</summary>
    public required IReadOnlySet<(ScheduleId Schedule, DateTimeOffset Nominal)> Instants { get; init; }

    /// <summary>How much of what clients were told is not so.</summary>
    public int Of(IEnumerable<Submission> submissions) => submissions.Count(sent => sent.Answer == Answer.Acknowledged && Tasks.Contains(sent.Task));

    /// <summary>Compares the two: the one that lost has all that the other one has.</summary>
    public static async Task<LostFuture> OfAsync(RemainingPast remains, StoreReader former, CancellationToken cancel)
    {
        var schedules = await RemainingPast.SchedulesAsync(former, cancel);
        return new()
        {
            At = remains.At,
            Tasks = (await former.ReadAsync(Ids, row => new TaskId(row.GetString(0)), cancel)).Where(id => !remains.Tasks.Contains(id)).ToHashSet(),
            Steps = [.. (await former.LogAsync(cancel)).Where(row => row.Step is not null && row.LogSeq > remains.Sequences.GetValueOrDefault(row.Shard))],
            Revived = (await former.ReadAsync(Dead, row => row.GetGuid(0), cancel)).Where(life => !remains.Dead.Contains(life)).ToHashSet(),
            Watermarks = remains.Schedules.ToDictionary(end => end.Schedule.Id, end => end.Cursor.Watermark),
            Versions = remains.Schedules.ToDictionary(end => end.Schedule.Id, end => end.Schedule.Version),
            Instants = (await RemainingPast.InstantsAsync(former, schedules, cancel)).Except(remains.Instants).ToHashSet(),
        };
    }

    /// <summary>A history in which nothing is asked of what is gone.</summary>
    public RunHistory Without(RunHistory run)
    {
        var changed = Steps.Select(row => row.Step!.Task).ToHashSet();
        var attempts = Steps.Where(row => row.Step!.Type == TransitionType.Started).Select(row => row.Step!.AttemptId!.Value).ToHashSet();
        return run with
        {
            Submissions = [.. run.Submissions.Select(sent => Tasks.Contains(sent.Task) && sent.Answer == Answer.Acknowledged && sent.SentAt <= At ? sent with { Answer = Answer.Unknown } : sent)],
            Orders = [.. run.Orders.Select(order => changed.Contains(order.Task) && order.SentAt <= At ? order with { Answer = Answer.Unknown } : order)],
            Effects = [.. run.Effects.Where(effect => !attempts.Contains(effect.Attempt))],
            Watermarks = [.. run.Watermarks.Where(sample => sample.SeenAt > At || !(sample.Watermark > Watermarks.GetValueOrDefault(sample.Schedule)))],
            Deaths = [.. run.Deaths.Where(death => death.At > At || !Revived.Contains(death.Incarnation))],
            Versions = [.. run.Versions.Where(version => version.NotAfter > At || version.Schedule.Version <= Versions.GetValueOrDefault(version.Schedule.Id))],
            Backfills = [.. run.Backfills.Select(order => order.SentAt <= At && IsCutBy(order) ? order with { Answer = Answer.Unknown } : order)],
            RolledBack = run.RolledBack.And(new(Steps, Tasks)),
        };
    }

    private bool IsCutBy(BackfillOrder order) => Instants.Any(lost => lost.Schedule == order.Schedule && lost.Nominal >= order.From && lost.Nominal < order.To);

    /// <summary>What a replica had when it took over.</summary>
    internal sealed record RemainingPast(
        DateTimeOffset At, IReadOnlySet<TaskId> Tasks, IReadOnlySet<Guid> Dead, IReadOnlyDictionary<int, long> Sequences, IReadOnlyList<ScheduleEnd> Schedules,
        IReadOnlySet<(ScheduleId, DateTimeOffset)> Instants)
    {
        private const string Made = "SELECT schedule_id, nominal FROM occurrence WHERE task_id IS NOT NULL";

        public static async Task<RemainingPast> OfAsync(StoreReader replica, TimeProvider time, CancellationToken cancel)
        {
            var at = time.GetUtcNow();
            var schedules = await SchedulesAsync(replica, cancel);
            return new(
                at,
                (await replica.ReadAsync(Ids, row => new TaskId(row.GetString(0)), cancel)).ToHashSet(),
                (await replica.ReadAsync(LostFuture.Dead, row => row.GetGuid(0), cancel)).ToHashSet(),
                (await replica.ReadAsync("SELECT shard_id, log_seq FROM shard", row => (row.GetInt32(0), row.GetInt64(1)), cancel)).ToDictionary(),
                schedules,
                await InstantsAsync(replica, schedules, cancel));
        }

        public static Task<List<ScheduleEnd>> SchedulesAsync(StoreReader store, CancellationToken cancel) => store.ReadAsync(
            "SELECT definition, cursor FROM schedule", row => new ScheduleEnd(ScheduleJson.ReadSchedule(row.GetString(0)), ScheduleJson.ReadCursor(row.GetString(1))), cancel);

        /// <summary>The instants that have a task, or wait for their turn.</summary>
        public static async Task<IReadOnlySet<(ScheduleId, DateTimeOffset)>> InstantsAsync(StoreReader store, IEnumerable<ScheduleEnd> schedules, CancellationToken cancel)
        {
            var made = await store.ReadAsync(Made, row => (new ScheduleId(row.GetString(0)), new DateTimeOffset(row.GetDateTime(1))), cancel);
            return made.Concat(schedules.SelectMany(end => end.Cursor.Held.Select(held => (end.Schedule.Id, held.Nominal)))).ToHashSet();
        }
    }
}
