using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Domain.Tasks;

/// <summary>The state machine of a task: pure functions of (task, event, now). <see langword="null"/> means that the event changes nothing.</summary>
/// <remarks>How an attempt's end is judged stands in <see cref="AttemptRules"/>.</remarks>
public static class TaskRules
{
    /// <summary>A new task.</summary>
    public static TaskStep Create(TaskSpec spec)
    {
        var created = new TaskSnapshot { Spec = spec, State = TaskState.Pending, Version = 1, NextStartAt = spec.DueAt, Bucket = TaskBucket.Of(spec.Template) };
        if (spec.Dependencies is { On: var on })
            created = created with { Blocked = on.Count, Settled = DependencyMarks.None(on.Count) };
        if (created.Blocked > 0) created = created with { NextStartAt = DependencyRules.BlockedUntil(created) };
        return new(created, new(spec.Id, 1, TransitionType.Created, null, TaskState.Pending, 0, null, spec.CreatedAt, null));
    }

    /// <summary>Opens an attempt. <see langword="null"/> when the task does not wait, or not yet, or for other tasks, or is to be split, or its TTL or its deadline has passed.</summary>
    /// <remarks>The attempt's deadline is the end of its timeout, or that of the task if it comes first.</remarks>
    /// <param name="task">The task.</param>
    /// <param name="attempt">The new attempt's id.</param>
    /// <param name="worker">Whose credit is spent.</param>
    /// <param name="fencingToken">Higher than at any earlier start of this task.</param>
    /// <param name="now">The owner's clock.</param>
    public static TaskStep? Start(TaskSnapshot task, AttemptId attempt, WorkerId worker, long fencingToken, DateTimeOffset now)
    {
        if (!task.State.IsWaiting() || task.Blocked > 0 || now < task.NextStartAt || IsExpired(task, now) || now >= task.Spec.EndsAt) return null;
        if (task.Spec.Template.Split is not (null or TaskSplit.Done { Reduces: true })) return null;
        var after = task with
        {
            State = TaskState.Running,
            Version = task.Version + 1,
            Attempt = task.Attempt + 1,
            Open = new(attempt, worker, now, Earlier(now + task.Spec.Template.Timeout, task.Spec.EndsAt), fencingToken),
            StartedAt = task.StartedAt ?? now,
            Worker = worker,
            CancelRequested = false,
            Reason = null,
        };
        return Record(task, after, TransitionType.Started, now, attempt, null);
    }

    /// <summary>Ends a task that outlived its TTL before its first start. <see langword="null"/> when it has none, started, or has time left.</summary>
    public static TaskStep? Expire(TaskSnapshot task, DateTimeOffset now) =>
        IsExpired(task, now)
            ? Record(task, Finished(task, TaskState.Expired, now) with { Reason = TaskReason.Ttl }, TransitionType.Expired, now, null, "not started within its ttl")
            : null;

    /// <summary>
    /// Ends a waiting task whose time is over: by its TTL, or as failed by its deadline. Where both have passed, the earlier one counts, and the
    /// TTL if they are the same. A task whose parts have not ended waits for them to be cancelled. <see langword="null"/> when it has time left or does not wait.
    /// </summary>
    public static TaskStep? GiveUp(TaskSnapshot task, DateTimeOffset now)
    {
        var late = task.State.IsWaiting() && now >= task.Spec.EndsAt;
        if (!late || (IsExpired(task, now) && task.Spec.ExpiresAt <= task.Spec.EndsAt)) return Expire(task, now);
        if (SplitRules.HasParts(task)) return SplitRules.Recall(task, TaskReason.Deadline, "its deadline has passed", now);
        var after = Finished(task, TaskState.Failed, now) with { Reason = TaskReason.Deadline };
        return Record(task, after, TransitionType.Failed, now, null, "its deadline has passed");
    }

    /// <summary>Whether <paramref name="task"/> may not start any more.</summary>
    /// <remarks>Exactly at its expiry it has expired. A task that has started once is past its TTL's say.</remarks>
    public static bool IsExpired(TaskSnapshot task, DateTimeOffset now) =>
        task.State == TaskState.Pending && task.StartedAt is null && task.Spec.ExpiresAt is { } end && now >= end;

    /// <summary>
    /// Cancels: at once while the task waits; while parts of it have not ended the wish is recorded, and it ends with the last of them; while an attempt runs the wish is recorded and the attempt told, and the first of its outcome
    /// and the cancellation wins. <see langword="null"/> when it is finished, or the wish stands already.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <param name="why">Free text for the history.</param>
    /// <param name="now">The owner's clock.</param>
    /// <param name="grace">How long a running attempt may still take; its deadline moves there, so that whoever owns the task then gives it up.</param>
    public static TaskStep? Cancel(TaskSnapshot task, string? why, DateTimeOffset now, TimeSpan grace)
    {
        if (SplitRules.HasParts(task)) return SplitRules.Recall(task, TaskReason.CancelRequested, why, now);
        if (task.State.IsWaiting())
            return Record(task, Finished(task, TaskState.Cancelled, now) with { Reason = TaskReason.Cancelled }, TransitionType.Cancelled, now, null, why);
        if (task.Open is not { } open || task.CancelRequested) return null;
        var asked = task with { CancelRequested = true, Reason = TaskReason.CancelRequested, Open = open with { Deadline = Earlier(open.Deadline, now + grace) } };
        return Record(task, asked, TransitionType.CancelRequested, now, open.Id, why);
    }

    /// <summary>
    /// Changes what may still change. <see langword="null"/> when the task is finished, or a new due instant comes after its start or lies at or
    /// after its deadline.
    /// </summary>
    public static TaskStep? Change(TaskSnapshot task, TaskPatch patch, DateTimeOffset now)
    {
        if (task.State.IsTerminal() || (patch.DueAt is not null && (task.State != TaskState.Pending || task.StartedAt is not null))) return null;
        if (patch.DueAt >= task.Spec.Deadline) return null;
        var template = task.Spec.Template with
        {
            Priority = patch.Priority ?? task.Spec.Template.Priority,
            Labels = patch.Labels ?? task.Spec.Template.Labels,
        };
        var due = patch.DueAt ?? task.Spec.DueAt;
        var spec = task.Spec with { Template = template, DueAt = due };
        var after = task with
        {
            Spec = spec,
            NextStartAt = patch.DueAt ?? task.NextStartAt,
        };
        if (task.Blocked > 0) after = after with { NextStartAt = DependencyRules.BlockedUntil(after) };
        return Record(task, after, TransitionType.Changed, now, task.Open?.Id, null);
    }

    /// <summary>
    /// Runs a finished task again, by command: due at once, with all its retries. <see langword="null"/> when it is not finished, or parts of it are to run again
    /// (<see cref="SplitRounds"/>), or its parts were all that ran.
    /// </summary>
    /// <remarks>
    /// The due instant moves to now, so that TTL and deadline count from the command. It does not wait for other tasks again. One that was split runs what
    /// gathers its parts; one that ended before it was split is split.
    /// </remarks>
    public static TaskStep? Redrive(TaskSnapshot task, DateTimeOffset now)
    {
        if (!task.State.IsTerminal() || task.Spec.Template.Split is TaskSplit.Done { Reduces: false } || SplitRounds.HasMore(task)) return null;
        return Record(task, Renewed(task, now), TransitionType.Redriven, now, null, null);
    }

    /// <summary>A finished task that is due at once, as if nothing had become of it.</summary>
    internal static TaskSnapshot Renewed(TaskSnapshot task, DateTimeOffset now) =>
        task with
        {
            Spec = task.Spec with { DueAt = now, Deadline = now + (task.Spec.Deadline - task.Spec.DueAt) },
            State = TaskState.Pending,
            NextStartAt = now,
            Failures = 0,
            Blocked = 0,
            StartedAt = null,
            FinishedAt = null,
            CancelRequested = false,
            Result = null,
            Error = null,
            Reason = null,
        };

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset? other) => other < one ? other.Value : one;

    internal static TaskSnapshot Finished(TaskSnapshot task, TaskState state, DateTimeOffset now) =>
        task with { State = state, Open = null, FinishedAt = now, Blocked = 0 };

    internal static TaskStep Record(
        TaskSnapshot before, TaskSnapshot after, TransitionType type, DateTimeOffset now, AttemptId? attempt, string? detail)
    {
        // A start and a success, which every task goes through, count the step in the one copy that they make.
        var step = after.Version > before.Version ? after : after with { Version = before.Version + 1 };
        return new(step, new(before.Id, step.Version, type, before.State, step.State, attempt is null ? 0 : step.Attempt, attempt, now, detail));
    }
}
