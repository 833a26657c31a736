using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Storage;

/// <summary>Schedules, where each of them has got to, and one record for every due instant. Written only by the cluster singleton.</summary>
public interface IScheduleStore
{
    /// <summary>Applies a batch behind the singleton's fence. Never throws for anything that the store or the network does.</summary>
    Task<CommitOutcome> CommitAsync(ScheduleBatch batch, CancellationToken cancel);

    /// <summary>Schedules by id, after <paramref name="afterId"/> (empty: from the first), at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<ScheduleRow>> LoadAsync(string afterId, int limit, CancellationToken cancel);

    /// <summary>One schedule.</summary>
    Task<ScheduleRow?> GetAsync(string id, CancellationToken cancel);

    /// <summary>Whether a batch with this command was committed, as long as the retention of finished tasks.</summary>
    /// <exception cref="StoreUnavailableException">Nobody knows.</exception>
    Task<bool> WasAppliedAsync(Guid command, CancellationToken cancel);

    /// <summary>Those of <paramref name="tasks"/> that are not finished: live, or still in the inbox.</summary>
    Task<IReadOnlyList<TaskId>> LiveAsync(IReadOnlyList<TaskId> tasks, CancellationToken cancel);

    /// <summary>The records of a schedule before <paramref name="before"/>, newest first.</summary>
    Task<IReadOnlyList<OccurrenceRow>> OccurrencesAsync(string scheduleId, OccurrencePlace before, int limit, CancellationToken cancel);

    /// <summary>Those of some instants for which a schedule has made a task, when they came or by a backfill.</summary>
    Task<IReadOnlyList<DateTimeOffset>> MadeAsync(string scheduleId, IReadOnlyList<DateTimeOffset> instants, CancellationToken cancel);

    /// <summary>How tasks stand, live or finished or still in the inbox; what is not there, or past its retention, is left out.</summary>
    Task<IReadOnlyList<TaskStanding>> StandingAsync(IReadOnlyList<TaskId> tasks, CancellationToken cancel);

    /// <summary>All calendars, by id.</summary>
    Task<IReadOnlyList<CalendarRow>> CalendarsAsync(CancellationToken cancel);
}

/// <summary>A schedule as it is stored.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">Rises with every change of the definition, from 1.</param>
/// <param name="Definition">The definition as JSON text (<c>ScheduleJson</c>).</param>
/// <param name="Cursor">Where it has got to, as JSON text: watermark, runs, last task.</param>
public sealed record ScheduleRow(string Id, long Version, string Definition, string Cursor);

/// <summary>A calendar as it is stored.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">Rises with every change, from 1.</param>
/// <param name="Definition">The definition as JSON text (<c>CalendarJson</c>).</param>
public sealed record CalendarRow(string Id, long Version, string Definition);

/// <summary>How a task stands.</summary>
/// <param name="Task">Which.</param>
/// <param name="State">Its state.</param>
/// <param name="NextStartAt">When it may start, or might have.</param>
/// <param name="Duplicate">Why it is a duplicate that never ran: who has its unique key. Absent of any other task.</param>
public sealed record TaskStanding(TaskId Task, TaskState State, DateTimeOffset NextStartAt, string? Duplicate = null);

/// <summary>Everything that one commit of the singleton changes: the fence, the versions, the occurrences, the inbox and the watermarks are one transaction.</summary>
/// <param name="Term">The singleton's term (shard −1).</param>
/// <param name="ExpectedSeq">Its log sequence before this batch.</param>
/// <param name="BatchId">Names the batch, so that a resend is recognised.</param>
public sealed record ScheduleBatch(ShardTerm Term, long ExpectedSeq, Guid BatchId) : FencedBatch(Term, ExpectedSeq, BatchId)
{
    /// <summary>Rows to insert or replace whole.</summary>
    public IReadOnlyList<ScheduleRow> Upserts { get; init; } = [];

    /// <summary>Schedules to delete; their occurrences stay until their retention ends.</summary>
    public IReadOnlyList<string> Deletes { get; init; } = [];

    /// <summary>Cursors to move. A schedule that is gone or has another version makes the whole batch <see cref="CommitOutcome.Refused"/>.</summary>
    public IReadOnlyList<CursorMove> Cursors { get; init; } = [];

    /// <summary>Calendars to insert or replace whole.</summary>
    public IReadOnlyList<CalendarRow> Calendars { get; init; } = [];

    /// <summary>Calendars to delete.</summary>
    public IReadOnlyList<string> CalendarDeletes { get; init; } = [];

    /// <summary>Records of instants. An instant that has one of the same kind already keeps it.</summary>
    public IReadOnlyList<OccurrenceRow> Occurrences { get; init; } = [];

    /// <summary>The commands that it carries out, remembered with it.</summary>
    public IReadOnlyList<AppliedCommand> Commands { get; init; } = [];

    /// <summary>Tasks to emit: they reach their shard's inbox in this very transaction.</summary>
    public IReadOnlyList<InboxInsert> Inbox { get; init; } = [];
}

/// <summary>A command that was carried out. A repetition of it is recognised, whoever leads then, and although its schedule may be gone.</summary>
/// <param name="Id">The command's name, made by the node that was asked.</param>
/// <param name="ScheduleId">Whose command.</param>
/// <param name="At">When it was decided.</param>
public sealed record AppliedCommand(Guid Id, string ScheduleId, DateTimeOffset At)
{
    /// <summary>Where it stands among the idempotency keys, with which it is forgotten.</summary>
    public static string KeyOf(Guid command) => $"schedule command {command:N}";
}

/// <summary>Moves a schedule's cursor.</summary>
/// <param name="ScheduleId">Which schedule.</param>
/// <param name="Version">The version that the move was computed from.</param>
/// <param name="Cursor">The new cursor as JSON text.</param>
public sealed record CursorMove(string ScheduleId, long Version, string Cursor);

/// <summary>The one record of a due instant, or of a run of instants that were skipped together.</summary>
/// <param name="ScheduleId">Whose instant.</param>
/// <param name="Nominal">The (first) instant.</param>
/// <param name="LastNominal">The last instant that this record stands for; equal to <paramref name="Nominal"/> for a single one.</param>
/// <param name="Count">How many instants it stands for.</param>
/// <param name="Version">The schedule's version in force.</param>
/// <param name="Outcome"><c>created</c>, or <c>skipped</c>.</param>
/// <param name="Reason">Why it was skipped.</param>
/// <param name="Task">The task that was created.</param>
/// <param name="At">When it was decided.</param>
public sealed record OccurrenceRow(
    string ScheduleId, DateTimeOffset Nominal, DateTimeOffset LastNominal, long Count, long Version, string Outcome, string? Reason, TaskId? Task, DateTimeOffset At)
{
    /// <summary>What asked for it.</summary>
    public OccurrenceKind Kind { get; init; }
}

/// <summary>A place in the records of a schedule: they are in the order of their instants, and those of one instant in the order of their kinds.</summary>
/// <param name="Nominal">The instant.</param>
/// <param name="Kind">The kind.</param>
public readonly record struct OccurrencePlace(DateTimeOffset Nominal, OccurrenceKind Kind)
{
    /// <summary>Behind all records.</summary>
    public static OccurrencePlace End { get; } = new(DateTimeOffset.MaxValue, OccurrenceKind.Due);

    /// <summary>Before all records of an instant.</summary>
    public static OccurrencePlace Before(DateTimeOffset nominal) => new(nominal, OccurrenceKind.Due);
}
