using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Storage;

/// <summary>What people and programs ask about tasks. Reads committed rows only, from any node.</summary>
/// <remarks>All throw <see cref="StoreUnavailableException"/> when the store cannot be reached.</remarks>
public interface ITaskQueries
{
    /// <summary>The task, live or finished; <see langword="null"/> when there is none (or it is past its retention). A task that still waits
    /// in the inbox is shown as pending, with version 0.</summary>
    Task<TaskSnapshot?> GetAsync(TaskId id, int shard, CancellationToken cancel);

    /// <summary>Tasks by filter, newest first.</summary>
    Task<TaskListPage> ListAsync(TaskFilter filter, int limit, string? cursor, CancellationToken cancel);

    /// <summary>A task's recorded steps, oldest first.</summary>
    Task<IReadOnlyList<RecordedStep>> EventsAsync(TaskId id, int shard, CancellationToken cancel);

    /// <summary>Captured output of a task's attempts after <paramref name="afterPosition"/>, oldest first.</summary>
    Task<IReadOnlyList<LogChunk>> LogAsync(TaskId id, long afterPosition, int limit, CancellationToken cancel);

    /// <summary>How many tasks there are by stored status and queue, with waiting ones split at <paramref name="now"/> into pending and queued.</summary>
    Task<IReadOnlyList<TaskCount>> CountAsync(DateTimeOffset now, CancellationToken cancel);

    /// <summary>How many tasks that are not finished each shard holds, without those that still wait in its inbox. Shards that hold none are left out.</summary>
    Task<IReadOnlyList<ShardCount>> CountByShardAsync(DateTimeOffset now, CancellationToken cancel);
}

/// <summary>Which tasks to list; what is absent does not filter.</summary>
public sealed record TaskFilter
{
    /// <summary>Outside words of <see cref="TaskStatusText"/>; any of them.</summary>
    public IReadOnlyList<string> Statuses { get; init; } = [];

    /// <summary>Exact queue.</summary>
    public string? Queue { get; init; }

    /// <summary>Exact executor.</summary>
    public string? Executor { get; init; }

    /// <summary>Exact schedule.</summary>
    public string? ScheduleId { get; init; }

    /// <summary>Exact name.</summary>
    public string? Name { get; init; }

    /// <summary>All of these labels.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; } = [];

    /// <summary>Waits, or waited, for this task.</summary>
    public TaskId? DependsOn { get; init; }

    /// <summary>Created at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Created before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The instant at which pending and queued part.</summary>
    public required DateTimeOffset Now { get; init; }
}

/// <summary>A page of tasks.</summary>
/// <param name="Items">The tasks.</param>
/// <param name="NextCursor">Where the next page begins; absent on the last one. Opaque.</param>
public sealed record TaskListPage(IReadOnlyList<TaskSnapshot> Items, string? NextCursor);

/// <summary>A history entry with the commit that recorded it.</summary>
/// <param name="Entry">The step.</param>
/// <param name="Shard">In which shard's log.</param>
/// <param name="LogSeq">In which batch of it.</param>
/// <param name="Epoch">In which term.</param>
/// <param name="NodeId">By which node.</param>
public sealed record RecordedStep(HistoryEntry Entry, int Shard, long LogSeq, long Epoch, string NodeId);

/// <summary>A piece of captured output.</summary>
/// <param name="Position">Rises; names the piece within its task.</param>
/// <param name="Task">Whose output.</param>
/// <param name="Attempt">Of which attempt.</param>
/// <param name="AttemptId">That attempt's id.</param>
/// <param name="At">When it was captured.</param>
/// <param name="Stream"><c>stdout</c>, <c>stderr</c> or <c>system</c>.</param>
/// <param name="Text">The text; invalid UTF-8 has been replaced.</param>
public sealed record LogChunk(long Position, TaskId Task, int Attempt, AttemptId AttemptId, DateTimeOffset At, string Stream, string Text)
{
    /// <summary>The name of the stream of the scheduler's own remarks.</summary>
    public const string SystemStream = "system";

    /// <summary>What stands in the output of an attempt where the node began to drop it.</summary>
    public const string CutMark = "\n[output from here on is dropped: there is more than is kept]\n";

    /// <summary>Whether output is missing behind it.</summary>
    public bool IsCut => Stream == SystemStream && Text == CutMark;
}

/// <summary>A number of tasks.</summary>
/// <param name="Status">The outside word.</param>
/// <param name="Queue">Their queue.</param>
/// <param name="Count">How many.</param>
public sealed record TaskCount(string Status, string Queue, long Count);

/// <summary>How many tasks a shard holds.</summary>
/// <param name="Shard">Which.</param>
/// <param name="Live">Those that are not finished.</param>
/// <param name="Queued">Of these, those that are due and have not started.</param>
/// <param name="Running">Of these, those with an open attempt.</param>
public sealed record ShardCount(int Shard, long Live, long Queued, long Running);
