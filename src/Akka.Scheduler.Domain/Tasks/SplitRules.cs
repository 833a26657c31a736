using System.Globalization;
using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Domain.Tasks;

/// <summary>A task that was split: its step, and the parts that its commit must carry.</summary>
/// <param name="Step">How the task stands afterwards.</param>
/// <param name="Parts">The parts, in order.</param>
public sealed record SplitStep(TaskStep Step, IReadOnlyList<TaskSpec> Parts);

/// <summary>How a task becomes parts and gathers them: pure functions.</summary>
/// <remarks>
/// <para>A task is split where a task without parts would start. That is its start: its TTL is over, and its deadline becomes that of its parts, which are due at once.</para>
/// <para>It ends only when all its parts have ended. While it is being cancelled, it stands with <see cref="TaskSnapshot.CancelRequested"/> and the reason for it.</para>
/// <para>What reduces has the executor, payload, required labels, timeout, retry policy, guarantee, loss policy, limit and fairness key of its own template; name,
/// labels, queue, priority and unique key are the task's (the name unless it has one).</para>
/// </remarks>
public static class SplitRules
{
    private const int MostNamed = 10;

    /// <summary>How long a part that is for one worker waits for it, where the task has no TTL.</summary>
    public static TimeSpan BoundTtl { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether parts of it have not ended.</summary>
    public static bool HasParts(TaskSnapshot task) => task is { State: TaskState.Pending, Blocked: > 0, Spec.IsSplit: true };

    /// <summary>Splits. <see langword="null"/> when the task is not to be split now, or there is no worker for a broadcast.</summary>
    /// <param name="task">The task.</param>
    /// <param name="workers">Those that fit a broadcast, in order; counts for nothing otherwise.</param>
    /// <param name="now">The owner's clock.</param>
    public static SplitStep? Split(TaskSnapshot task, IReadOnlyList<WorkerId> workers, DateTimeOffset now)
    {
        if (!task.Spec.IsToBeSplit || task.State != TaskState.Pending || task.Blocked > 0 || now < task.NextStartAt) return null;
        if (TaskRules.IsExpired(task, now) || now >= task.Spec.EndsAt) return null;
        return task.Spec.Template.Split switch
        {
            TaskSplit.FanOut fan => Into(task, fan.Parts, null, fan, fan.Reduce, now),
            TaskSplit.Broadcast broadcast when workers.Count > 0 => Into(task, workers.Count, workers, broadcast, broadcast.Reduce, now),
            _ => null,
        };
    }

    /// <summary>Whether a worker fits a task that is to be split over workers.</summary>
    /// <param name="template">The task's.</param>
    /// <param name="executors">What the worker can run.</param>
    /// <param name="labels">What it says of itself.</param>
    public static bool Fits(TaskTemplate template, IReadOnlyList<string> executors, IReadOnlyDictionary<string, string> labels) =>
        template.Split is TaskSplit.Broadcast broadcast && executors.Contains(template.Executor) && Has(labels, template.Requires) && Has(labels, broadcast.Requires);

    /// <summary>Begins to cancel the parts that have not ended. <see langword="null"/> when that is under way.</summary>
    internal static TaskStep? Recall(TaskSnapshot task, string reason, string? why, DateTimeOffset now) =>
        task.CancelRequested ? null : TaskRules.Record(task, Recalled(task, reason), TransitionType.CancelRequested, now, null, why);

    /// <summary>Parts have ended, and are marked: what follows for the task.</summary>
    internal static TaskSnapshot Gather(TaskSnapshot noted, IReadOnlyList<Settlement> settled, DateTimeOffset now)
    {
        var done = (TaskSplit.Done)noted.Spec.Template.Split!;
        var after = noted;
        if (!after.CancelRequested && done.OnPartFailure != DependencyPolicy.Run && FirstFailure(settled) is { } failure)
        {
            var part = noted.Spec.Dependencies!.On[failure.Edge].Task;
            after = Recalled(after, TaskReason.DependencyFailed) with { Error = $"part '{part}' {(failure.End is { } end ? $"is {TaskStatusText.Of(end)}" : "does not exist")}" };
        }

        if (after.Blocked > 0) return after;
        if (!after.CancelRequested && done.Reduces) return after with { NextStartAt = now };
        var state = !after.CancelRequested ? TaskState.Succeeded : after.Reason switch
        {
            TaskReason.DependencyFailed when done.OnPartFailure == DependencyPolicy.Fail => TaskState.Failed,
            TaskReason.Deadline => TaskState.Failed,
            _ => TaskState.Cancelled,
        };
        return TaskRules.Finished(after, state, now) with
        {
            Result = ResultOf(after),
            Reason = after.Reason == TaskReason.CancelRequested ? TaskReason.Cancelled : after.Reason,
        };
    }

    private static Settlement? FirstFailure(IReadOnlyList<Settlement> settled)
    {
        foreach (var end in settled)
        {
            if (end.End != TaskState.Succeeded) return end;
        }

        return null;
    }

    private static TaskSnapshot Recalled(TaskSnapshot task, string reason) =>
        task with { CancelRequested = true, Reason = reason, NextStartAt = DependencyRules.Never };

    private static TaskResult ResultOf(TaskSnapshot task)
    {
        var parts = task.Spec.Parts;
        var succeeded = task.Settled.AsSpan(task.Spec.FirstPart).Count(DependencyMarks.Of(TaskState.Succeeded));
        return new(
            0,
            string.Create(CultureInfo.InvariantCulture, $"{succeeded} of {parts} parts succeeded"),
            string.Create(CultureInfo.InvariantCulture, $$"""{"parts":{{parts}},"succeeded":{{succeeded}},"failed":{{parts - succeeded}}}"""));
    }

    private static SplitStep Into(TaskSnapshot task, int count, IReadOnlyList<WorkerId>? workers, TaskSplit split, TaskTemplate? reduce, DateTimeOffset now)
    {
        var own = task.Spec.Dependencies?.On ?? [];
        var template = SplitRounds.WorkOf(task.Spec.Template);
        var parts = new TaskSpec[count];
        var edges = new Dependency[own.Count + count];
        for (var i = 0; i < own.Count; i++) edges[i] = own[i];
        for (var i = 0; i < count; i++)
        {
            parts[i] = Part(task.Spec, template, new(task.Id, i, count) { Edge = own.Count + i, Bound = workers?[i] }, 1, now);
            edges[own.Count + i] = new(parts[i].Id);
        }

        var after = task with
        {
            Spec = task.Spec with
            {
                Template = Gathering(task.Spec.Template, reduce, new(reduce is not null)
                {
                    OnPartFailure = split.OnPartFailure,
                    Rounds = 1,
                    Part = reduce is null ? null : SplitRounds.Kept(task.Spec.Template),
                    Workers = workers,
                }),
                Parts = count,
                Dependencies = new(edges, task.Spec.Dependencies?.Policy ?? DependencyPolicy.Fail),
            },
            Blocked = count,
            // After a command to run again it does not wait for what it had not heard of.
            Settled = task.Settled?.Replace(DependencyMarks.Open, DependencyMarks.Waived) + DependencyMarks.None(count),
            StartedAt = now,
            Reason = null,
        };
        after = after with { NextStartAt = DependencyRules.BlockedUntil(after) };
        return new(TaskRules.Record(task, after, TransitionType.Split, now, null, Detail(count, workers)), parts);
    }

    /// <summary>One part of a task, due at once.</summary>
    internal static TaskSpec Part(TaskSpec whole, TaskTemplate work, TaskPart part, int round, DateTimeOffset now) =>
        new(SplitRounds.IdOf(whole.Id, part.Index, round), part.Bound is { } worker ? BoundTo(worker, work) : work, now, now)
        {
            ScheduledTime = whole.ScheduledTime,
            TraceParent = whole.TraceParent,
            Deadline = whole.EndsAt,
            Part = part,
        };

    private static TaskTemplate Gathering(TaskTemplate template, TaskTemplate? reduce, TaskSplit.Done done) => (reduce ?? template) with
    {
        Name = reduce?.Name ?? template.Name,
        Labels = template.Labels,
        Queue = template.Queue,
        Priority = template.Priority,
        Ttl = template.Ttl,
        TotalTimeout = template.TotalTimeout,
        UniqueKey = template.UniqueKey,
        UniqueFor = template.UniqueFor,
        Split = done,
    };

    private static TaskTemplate BoundTo(WorkerId worker, TaskTemplate template) => template with
    {
        Requires = new Dictionary<string, string> { [TaskPart.WorkerLabel] = worker.Value },
        OnLost = LossPolicy.Fail,
        Ttl = template.Ttl ?? BoundTtl,
    };

    private static string Detail(int count, IReadOnlyList<WorkerId>? workers)
    {
        var text = count == 1 ? "split into 1 part" : string.Create(CultureInfo.InvariantCulture, $"split into {count} parts");
        if (workers is null) return text;
        return $"{text}: {string.Join(", ", workers.Take(MostNamed))}{(count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {count - MostNamed} more") : "")}";
    }

    private static bool Has(IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string> required)
    {
        foreach (var (key, value) in required)
        {
            if (!labels.TryGetValue(key, out var has) || has != value) return false;
        }

        return true;
    }
}
