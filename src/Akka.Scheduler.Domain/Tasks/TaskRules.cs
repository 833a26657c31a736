using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Domain.Tasks;

/// <summary>The state machine of a task: pure functions of (task, event, now). <see langword="null"/> means that the event changes nothing.</summary>
/// <remarks>How an attempt's end is judged stands in <see cref="AttemptRules"/>.</remarks>
public static class TaskRules
{
    /// <summary>A new task.</summary>
    public static TaskStep Create(TaskSpec spec)
    {
        var created = new TaskSnapshot { Spec = spec, State = TaskState.Pending, Version = 1, NextStartAt = spec.DueAt };
        if (spec.Dependencies is { On: var on })
            created = created with { NextStartAt = DependencyRules.BlockedUntil(spec), Blocked = on.Count, Settled = DependencyMarks.None(on.Count) };
        return new(created, new(spec.Id, 1, TransitionType.Created, null, TaskState.Pending, 0, null, spec.CreatedAt, null));
    }

    /// <summary>Opens an attempt. <see langword="null"/> when the task does not wait, or not yet, or for other tasks, or its TTL has passed.</summary>
    /// <param name="task">The task.</param>
    /// <param name="attempt">The new attempt's id.</param>
    /// <param name="worker">Whose credit is spent.</param>
    /// <param name="fencingToken">Higher than at any earlier start of this task.</param>
    /// <param name="now">The owner's clock.</param>
    public static TaskStep? Start(TaskSnapshot task, AttemptId attempt, WorkerId worker, long fencingToken, DateTimeOffset now)
    {
        if (!task.State.IsWaiting() || task.Blocked > 0 || now < task.NextStartAt || IsExpired(task, now)) return null;
        var after = task with
        {
            State = TaskState.Running,
            Attempt = task.Attempt + 1,
            Open = new(attempt, worker, now, now + task.Spec.Template.Timeout, fencingToken),
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
            ? Record(task, Finished(task, TaskState.Expired, now) with { Reason = "ttl" }, TransitionType.Expired, now, null, "not started within its ttl")
            : null;

    /// <summary>Whether <paramref name="task"/> may not start any more.</summary>
    /// <remarks>Exactly at its expiry it has expired. A task that has started once is past its TTL's say.</remarks>
    public static bool IsExpired(TaskSnapshot task, DateTimeOffset now) =>
        task.State == TaskState.Pending && task.StartedAt is null && task.Spec.ExpiresAt is { } end && now >= end;

    /// <summary>
    /// Cancels: at once while the task waits; while an attempt runs the wish is recorded and the attempt told, and the first of its outcome
    /// and the cancellation wins. <see langword="null"/> when it is finished, or the wish stands already.
    /// </summary>
    public static TaskStep? Cancel(TaskSnapshot task, string? why, DateTimeOffset now)
    {
        if (task.State.IsWaiting())
            return Record(task, Finished(task, TaskState.Cancelled, now) with { Reason = "cancelled" }, TransitionType.Cancelled, now, null, why);
        if (task.State != TaskState.Running || task.CancelRequested) return null;
        return Record(task, task with { CancelRequested = true, Reason = "cancelRequested" }, TransitionType.CancelRequested, now, task.Open!.Id, why);
    }

    /// <summary>Changes what may still change. <see langword="null"/> when the task is finished, or a new due instant comes after its start.</summary>
    public static TaskStep? Change(TaskSnapshot task, TaskPatch patch, DateTimeOffset now)
    {
        if (task.State.IsTerminal() || (patch.DueAt is not null && (task.State != TaskState.Pending || task.StartedAt is not null))) return null;
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
            NextStartAt = task.Blocked > 0 ? DependencyRules.BlockedUntil(spec) : patch.DueAt ?? task.NextStartAt,
        };
        return Record(task, after, TransitionType.Changed, now, task.Open?.Id, null);
    }

    /// <summary>Runs a finished task again, by command: due at once, with all its retries. <see langword="null"/> when it is not finished.</summary>
    /// <remarks>The due instant moves to now, so that a TTL counts from the command. It does not wait for other tasks again.</remarks>
    public static TaskStep? Redrive(TaskSnapshot task, DateTimeOffset now)
    {
        if (!task.State.IsTerminal()) return null;
        var after = task with
        {
            Spec = task.Spec with { DueAt = now },
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
        return Record(task, after, TransitionType.Redriven, now, null, null);
    }

    internal static TaskSnapshot Finished(TaskSnapshot task, TaskState state, DateTimeOffset now) =>
        task with { State = state, Open = null, FinishedAt = now, Blocked = 0 };

    internal static TaskStep Record(
        TaskSnapshot before, TaskSnapshot after, TransitionType type, DateTimeOffset now, AttemptId? attempt, string? detail)
    {
        var step = after with { Version = before.Version + 1 };
        return new(step, new(before.Id, step.Version, type, before.State, step.State, attempt is null ? 0 : step.Attempt, attempt, now, detail));
    }
}
