using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Domain.Tasks;

/// <summary>How the end of an attempt moves its task: pure functions of (task, outcome, now).</summary>
public static class AttemptRules
{
    /// <summary>Judges a reported outcome.</summary>
    /// <param name="task">The task.</param>
    /// <param name="attempt">The attempt that the report speaks of.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="now">The owner's clock.</param>
    /// <param name="random">A number in [0, 1) from a seeded source, for the back-off's jitter.</param>
    /// <returns>
    /// Always a step. A report on an attempt that is not open is a remark in the history: it carries the number of the step that it follows,
    /// and the task stays as it is.
    /// </returns>
    public static TaskStep Finish(TaskSnapshot task, AttemptId attempt, AttemptOutcome outcome, DateTimeOffset now, double random)
    {
        if (task.Open is not { } open || open.Id != attempt)
            return new(task, new(task.Id, task.Version, TransitionType.ResultRefused, task.State, task.State, 0, attempt, now, "the attempt is not open"));
        return outcome switch
        {
            AttemptOutcome.Succeeded ok => Succeed(task, open, ok, now),
            AttemptOutcome.Failed failed when task.CancelRequested => Cancelled(task, open, failed.Result, now, null),
            AttemptOutcome.Failed failed => Fail(task, open, failed, now, random),
            AttemptOutcome.Cancelled cancelled => Cancelled(task, open, cancelled.Result, now, null),
            AttemptOutcome.NotRun notRun => Return(task, open, notRun, now),
            _ => throw new InvalidOperationException($"unknown outcome {outcome.GetType().Name}"),
        };
    }

    /// <summary>Whether a task that has ended says of itself what this outcome says: it was most likely recorded, and its worker did not hear so.</summary>
    public static bool IsAccountedFor(TaskSnapshot task, AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Succeeded ok => task is { State: TaskState.Succeeded, Result: var known } && Equals(known, ok.Result),
        AttemptOutcome.Failed failed => task.State is TaskState.Failed or TaskState.Retrying && task.Error == failed.Error,
        AttemptOutcome.Cancelled => task.State == TaskState.Cancelled,
        _ => true,
    };

    /// <summary>
    /// The open attempt ran past its deadline. <see langword="null"/> when none is open or it has time left. One whose cancellation was asked for, and
    /// that has not ended within the grace, counts as cancelled.
    /// </summary>
    public static TaskStep? TimeOut(TaskSnapshot task, DateTimeOffset now, double random)
    {
        if (task.Open is not { } open || now < open.Deadline) return null;
        return task.CancelRequested
            ? Cancelled(task, open, null, now, "given up: the attempt did not end when it was told to")
            : Finish(task, open.Id, Overrun(task), now, random);
    }

    /// <summary>What an attempt is said to have done that ran past its deadline.</summary>
    public static AttemptOutcome.Failed Overrun(TaskSnapshot task) =>
        task.Open is { } open && open.Deadline == task.Spec.EndsAt
            ? new($"ran until the task's deadline at {SpanText.Of(open.Deadline)}", null) { Reason = TaskReason.Deadline }
            : new($"ran longer than its timeout of {SpanText.Of(task.Spec.Template.Timeout)}", null) { Reason = TaskReason.Timeout };

    /// <summary>The worker of the open attempt is gone, and whether the code ran is not known. <see langword="null"/> when none is open.</summary>
    /// <remarks>It counts as a failed attempt; at most once, or where <see cref="TaskTemplate.OnLost"/> says so, the task fails with reason <c>lost</c>.</remarks>
    public static TaskStep? Lose(TaskSnapshot task, DateTimeOffset now, double random) =>
        task.Open is { } open
            ? Finish(task, open.Id, new AttemptOutcome.Failed($"worker {open.Worker} was lost", null) { Reason = TaskReason.Lost }, now, random)
            : null;

    /// <summary>The one worker is gone that a part was for, which has not started: it fails with reason <c>lost</c>. <see langword="null"/> for any other task.</summary>
    public static TaskStep? Strand(TaskSnapshot task, DateTimeOffset now)
    {
        if (task is not { State: TaskState.Pending, Spec.Part.Bound: { } worker }) return null;
        var why = $"worker {worker}, for which it was, is gone";
        return TaskRules.Record(task, TaskRules.Finished(task, TaskState.Failed, now) with { Reason = TaskReason.Lost, Error = why }, TransitionType.Failed, now, null, why);
    }

    private static TaskStep Succeed(TaskSnapshot task, OpenAttempt open, AttemptOutcome.Succeeded ok, DateTimeOffset now)
    {
        var after = task with
        {
            State = TaskState.Succeeded,
            Version = task.Version + 1,
            Open = null,
            FinishedAt = now,
            Blocked = 0,
            Result = ok.Result,
            Error = null,
            Reason = null,
        };
        return TaskRules.Record(task, after, TransitionType.Succeeded, now, open.Id, task.CancelRequested ? "finished before it saw the cancellation" : null);
    }

    private static TaskStep Cancelled(TaskSnapshot task, OpenAttempt open, TaskResult? result, DateTimeOffset now, string? detail)
    {
        var after = TaskRules.Finished(task, TaskState.Cancelled, now) with { Result = result, Reason = TaskReason.Cancelled };
        return TaskRules.Record(task, after, TransitionType.Cancelled, now, open.Id, detail);
    }

    // What cannot be followed by another attempt before the deadline fails at once, rather than when the deadline comes.
    private static TaskStep Fail(TaskSnapshot task, OpenAttempt open, AttemptOutcome.Failed failed, DateTimeOffset now, double random)
    {
        var failures = task.Failures + 1;
        var policy = task.Spec.Template.Retry;
        if (now >= task.Spec.EndsAt) return FailForGood(task, open, failed with { Reason = TaskReason.Deadline }, now, failed.Error);
        if (WhyFinal(task.Spec.Template, failed) is { } why) return FailForGood(task, open, failed, now, $"{failed.Error} (not repeated: {why})");
        if (failures > policy.MaxRetries) return FailForGood(task, open, failed, now, failed.Error);
        var next = now + policy.DelayOf(failures, random, failed.RetryAfter);
        if (next >= task.Spec.EndsAt)
            return FailForGood(task, open, failed with { Reason = TaskReason.Deadline }, now, $"{failed.Error} (not repeated: the next attempt would begin after the deadline)");
        var again = task with
        {
            State = TaskState.Retrying,
            Open = null,
            Failures = failures,
            NextStartAt = next,
            Result = failed.Result,
            Error = failed.Error,
            Reason = failed.Reason,
        };
        return TaskRules.Record(task, again, TransitionType.RetryScheduled, now, open.Id, failed.Error);
    }

    // A task that runs at most once fails for good with its first attempt, however that failed: its code has run.
    private static string? WhyFinal(TaskTemplate template, AttemptOutcome.Failed failed)
    {
        if (template.Delivery == DeliveryGuarantee.AtMostOnce) return "the task runs at most once";
        if (failed.Reason == TaskReason.Lost) return template.OnLost == LossPolicy.Fail ? "onLost is fail" : null;
        return template.Retry.Errors.WhyFinal(failed);
    }

    private static TaskStep FailForGood(TaskSnapshot task, OpenAttempt open, AttemptOutcome.Failed failed, DateTimeOffset now, string detail)
    {
        var dead = TaskRules.Finished(task, TaskState.Failed, now) with
        {
            Failures = task.Failures + 1,
            Result = failed.Result,
            Error = failed.Error,
            Reason = failed.Reason,
        };
        return TaskRules.Record(task, dead, TransitionType.Failed, now, open.Id, detail);
    }

    /// <remarks>
    /// The attempt's number is taken back with it, so that numbers of attempts that ran have no gap; if it was the first since the task was made
    /// or redriven, the task has not started, and its TTL counts again.
    /// </remarks>
    private static TaskStep Return(TaskSnapshot task, OpenAttempt open, AttemptOutcome.NotRun notRun, DateTimeOffset now)
    {
        if (task.CancelRequested) return Cancelled(task, open, null, now, null);
        var after = task with
        {
            State = task.Failures > 0 ? TaskState.Retrying : TaskState.Pending,
            Open = null,
            StartedAt = task.StartedAt == open.StartedAt ? null : task.StartedAt,
            Reason = TaskReason.Returned,
        };
        var step = TaskRules.Record(task, after, TransitionType.Returned, now, open.Id, notRun.Why);
        return step with { After = step.After with { Attempt = task.Attempt - 1 } };
    }
}
