using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Domain.Tasks;

/// <summary>What was asked for: the template, and the identity and time of this one task.</summary>
/// <param name="Id">The task's name for ever.</param>
/// <param name="Template">What it does and how.</param>
/// <param name="DueAt">It may not start before this instant.</param>
/// <param name="CreatedAt">When it was accepted.</param>
public sealed record TaskSpec(TaskId Id, TaskTemplate Template, DateTimeOffset DueAt, DateTimeOffset CreatedAt)
{
    /// <summary>The schedule that emitted it, if one did.</summary>
    public string? ScheduleId { get; init; }

    /// <summary>The nominal instant of the schedule that it stands for.</summary>
    public DateTimeOffset? ScheduledTime { get; init; }

    /// <summary>The W3C trace context of the request that made it, handed on to its executor.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Which part of another task it is; absent where it is whole.</summary>
    public TaskPart? Part { get; init; }

    /// <summary>How many parts it gathers; 0 where it has none.</summary>
    public int Parts { get; init; }

    /// <summary>Whether it is to be split into parts, and has not been.</summary>
    public bool IsToBeSplit => Template.Split is not (null or TaskSplit.Done);

    /// <summary>Whether it was split into parts, which its edges from <see cref="FirstPart"/> on are.</summary>
    public bool IsSplit => Template.Split is TaskSplit.Done;

    /// <summary>The edge that is its first part, where it has parts.</summary>
    public int FirstPart => (Dependencies?.On.Count ?? 0) - Parts;

    /// <summary>The number by which others name one of its edges: its place, and for a part that was made by a later round a number of that round alone.</summary>
    /// <remarks>So news of a part that came late is not taken for news of the part that has its place by then.</remarks>
    public int NumberOf(int edge) => edge < FirstPart ? edge : edge + Skipped;

    /// <summary>The place of the edge that a number names; -1 where it names none, or one of an earlier round.</summary>
    public int EdgeOf(int number)
    {
        if (number >= 0 && number < FirstPart) return number;
        var edge = number - Skipped;
        return edge >= FirstPart && edge < (Dependencies?.On.Count ?? 0) ? edge : -1;
    }

    private int Skipped => Template.Split is TaskSplit.Done { Rounds: > 1 and var rounds } ? (rounds - 1) * (Dependencies?.On.Count ?? 0) : 0;

    /// <summary>What it waits for; absent where it waits for nothing.</summary>
    public TaskDependencies? Dependencies { get; init; }

    /// <summary>The instant at which it must have ended; always after <see cref="DueAt"/>. A redrive moves it along with the due instant.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The instant at which it is given up, whatever it does: <see cref="Deadline"/>, or the end of the template's total timeout, counted from the due instant.</summary>
    public DateTimeOffset? EndsAt => Deadline ?? (Template.TotalTimeout is { } total ? DueAt + total : null);

    /// <summary>The instant after which it may not start any more, if it has a TTL.</summary>
    public DateTimeOffset? ExpiresAt => Template.Ttl is { } ttl ? DueAt + ttl : null;
}
