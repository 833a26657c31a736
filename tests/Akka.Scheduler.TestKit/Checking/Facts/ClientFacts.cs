using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;

namespace Akka.Scheduler.TestKit.Checking.Facts;

/// <summary>What a client learned about something that it asked for.</summary>
public enum Answer
{
    /// <summary>No answer came, or none that says what was done: it may stand, or not.</summary>
    Unknown,

    /// <summary>It was said to be done.</summary>
    Acknowledged,

    /// <summary>It was said not to be done.</summary>
    Refused,
}

/// <summary>A task that a client submitted.</summary>
/// <param name="Task">The id, which the client chose.</param>
/// <param name="Answer">What it learned in the end, over all its tries.</param>
/// <param name="SentAt">When it first asked.</param>
/// <param name="AnsweredAt">When it had the answer.</param>
/// <param name="IdempotencyKey">The key that it sent along, if any.</param>
public sealed record Submission(TaskId Task, Answer Answer, DateTimeOffset SentAt, DateTimeOffset? AnsweredAt, string? IdempotencyKey = null);

/// <summary>What a client may ask of a task that exists.</summary>
public enum CommandKind
{
    /// <summary>It shall not run any more.</summary>
    Cancel,

    /// <summary>It shall run again.</summary>
    Redrive,

    /// <summary>Its due instant, priority or labels shall be others.</summary>
    Change,
}

/// <summary>A command on a task.</summary>
public sealed record TaskOrder(TaskId Task, CommandKind Kind, Answer Answer, DateTimeOffset SentAt, DateTimeOffset? AnsweredAt);

/// <summary>A version of a schedule, and between which two instants it came into force.</summary>
/// <param name="Schedule">The version, as a client was told of it or as the store held it.</param>
/// <param name="NotBefore">When the change was asked for.</param>
/// <param name="NotAfter">When its answer was there.</param>
public sealed record ScheduleVersion(Schedule Schedule, DateTimeOffset NotBefore, DateTimeOffset NotAfter);

/// <summary>That a client had a stretch of a schedule's past filled in.</summary>
/// <param name="Schedule">Whose.</param>
/// <param name="From">The first instant that counts.</param>
/// <param name="To">Instants before this one count.</param>
/// <param name="Answer">What it learned.</param>
/// <param name="SentAt">When it asked.</param>
public sealed record BackfillOrder(ScheduleId Schedule, DateTimeOffset From, DateTimeOffset To, Answer Answer, DateTimeOffset SentAt = default);

/// <summary>A task that a client made by triggering a schedule or filling its past.</summary>
public sealed record TriggeredTask(TaskId Task, ScheduleId Schedule);
