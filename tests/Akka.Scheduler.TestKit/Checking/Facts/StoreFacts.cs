using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.TestKit.Checking.Facts;

/// <summary>A task as the store holds it at the end. What no store holds yet is absent.</summary>
/// <param name="Shard">Its shard.</param>
/// <param name="Task">The task.</param>
public sealed record TaskRow(int Shard, TaskSnapshot Task)
{
    /// <summary>What it waits for before it starts.</summary>
    public TaskDependencies? Dependencies { get; init; } = Task.Spec.Dependencies;

    /// <summary>At most one live task has this key.</summary>
    public string? UniqueKey { get; init; } = Task.Spec.Template.UniqueKey;
}

/// <summary>A task in a shard's inbox.</summary>
public sealed record InboxRow(int Shard, long Position, TaskId Task);

/// <summary>That a batch took a row out of a shard's inbox; known where the log says it.</summary>
public sealed record InboxConsumption(int Shard, long LogSeq, long Position, TaskId Task);

/// <summary>A row of the log of all shards.</summary>
/// <param name="Shard">Whose log.</param>
/// <param name="LogSeq">Of which commit.</param>
/// <param name="OpNo">Its place within the commit.</param>
/// <param name="Epoch">In which epoch.</param>
/// <param name="Step">A task's step, or absent in a row of the log itself.</param>
/// <param name="Mark"><see cref="TermMark"/> for a take-over; something else for a commit without steps.</param>
public sealed record LogRow(int Shard, long LogSeq, int OpNo, long Epoch, HistoryEntry? Step, string? Mark = null)
{
    /// <summary>What the row of a take-over says.</summary>
    public const string TermMark = "TERM";

    /// <inheritdoc/>
    public override string ToString() => Step is null
        ? $"{Shard}/{LogSeq}.{OpNo} epoch {Epoch} {Mark}"
        : $"{Shard}/{LogSeq}.{OpNo} epoch {Epoch} {Step.Task} #{Step.Seq} {Step.From} {Step.Type} {Step.To} attempt {Step.Attempt} {Step.AttemptId} at {Step.At:O}";
}

/// <summary>A take-over of a shard.</summary>
public sealed record TermRow(int Shard, long Epoch, string OwnerId, Guid OwnerInc, long FirstSeq, DateTimeOffset At, string Reason);

/// <summary>A shard as it stands.</summary>
public sealed record ShardRow(int Shard, string? OwnerId, Guid? OwnerInc, long Epoch, long LogSeq);

/// <summary>A node as it stands; its state as the store writes it: 1 up, 2 draining, 3 left, 4 dead.</summary>
public sealed record NodeRow(string NodeId, Guid Incarnation, int State)
{
    /// <summary>The state of a node that takes part.</summary>
    public const int Up = 1;
}

/// <summary>That a life of a node was declared dead.</summary>
public sealed record NodeDeath(Guid Incarnation, DateTimeOffset At);

/// <summary>A schedule at the end.</summary>
public sealed record ScheduleEnd(Schedule Schedule, ScheduleCursor Cursor);

/// <summary>How far a schedule was when somebody looked.</summary>
public sealed record WatermarkSample(ScheduleId Schedule, DateTimeOffset SeenAt, DateTimeOffset Watermark);

/// <summary>The one record of a due instant, or of a run of them.</summary>
public sealed record OccurrenceFact(ScheduleId Schedule, OccurrenceRow Row);

/// <summary>How many tasks of a queue are in a state, as the store counts.</summary>
public sealed record CountRow(string Queue, TaskState State, long Count);

/// <summary>What was allowed of a queue, and when.</summary>
public sealed record QueueLimit(string Queue, int? MaxConcurrency, double? RatePerSecond, DateTimeOffset From, DateTimeOffset To);

/// <summary>A session that was seen idle in a transaction.</summary>
/// <param name="SeenAt">When it was seen.</param>
/// <param name="Pid">Its backend.</param>
/// <param name="For">For how long it had been idle then.</param>
/// <param name="Statement">What it ran last.</param>
public sealed record IdleTransaction(DateTimeOffset SeenAt, int Pid, TimeSpan For, string Statement);
