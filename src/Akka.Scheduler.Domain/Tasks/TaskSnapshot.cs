using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Domain.Tasks;

/// <summary>A task as it stands after its last recorded step. Immutable: a step makes another one (<see cref="TaskRules"/>).</summary>
/// <remarks>
/// <para><see cref="Open"/> is set exactly in <see cref="TaskState.Running"/>.</para>
/// <para><see cref="FinishedAt"/> is set exactly in a terminal state.</para>
/// <para><see cref="Attempt"/> counts the starts that were not given back; it rises by one with each start.</para>
/// <para><see cref="NextStartAt"/> is never before the due instant; after a failure it is the end of the back-off, and while the task is blocked its expiry.</para>
/// </remarks>
public sealed record TaskSnapshot
{
    /// <summary>What was asked for.</summary>
    public required TaskSpec Spec { get; init; }

    /// <summary>Where it stands.</summary>
    public required TaskState State { get; init; }

    /// <summary>How many steps its history holds: the sequence number of the last one, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>When it may start next: its due instant, or the end of the back-off.</summary>
    public required DateTimeOffset NextStartAt { get; init; }

    /// <summary>The number of the last attempt, from 1; 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>Failed attempts since the task was made or redriven: what the retry policy counts.</summary>
    public int Failures { get; init; }

    /// <summary>In which part of its queue it waits (<see cref="TaskBucket"/>): what is stored counts, and never changes while the task is live.</summary>
    public int Bucket { get; init; }

    /// <summary>The attempt that is open, in <see cref="TaskState.Running"/> only.</summary>
    public OpenAttempt? Open { get; init; }

    /// <summary>When the first attempt of this drive started, or the task was split into parts.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Who ran the last attempt.</summary>
    public WorkerId? Worker { get; init; }

    /// <summary>Whether cancellation was asked for while an attempt runs, or is under way for the parts that are left.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>When it reached a terminal state.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What the last attempt handed back.</summary>
    public TaskResult? Result { get; init; }

    /// <summary>Why the last attempt failed, in words.</summary>
    public string? Error { get; init; }

    /// <summary>Why it is where it is: a word of <see cref="TaskReason"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>How many tasks that it waits for have not ended, as far as it knows. Above 0 only in <see cref="TaskState.Pending"/>; it does not start then.</summary>
    public int Blocked { get; init; }

    /// <summary>How those stand (<see cref="DependencyMarks"/>); absent where it never waited for any.</summary>
    public string? Settled { get; init; }

    /// <summary>The task's id.</summary>
    public TaskId Id => Spec.Id;

    /// <summary>When it is given up although nothing runs: at the end of its TTL if it has not started, and at its deadline.</summary>
    public DateTimeOffset? GivenUpAt =>
        State == TaskState.Pending && StartedAt is null && Spec.ExpiresAt is { } expiry && !(Spec.EndsAt < expiry) ? expiry : Spec.EndsAt;
}
