using System.Globalization;
using System.Text;
using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Domain.Tasks;

/// <summary>News of a task that another one waits for.</summary>
/// <param name="Edge">Which edge it is, by its number (<see cref="TaskSpec.NumberOf"/>).</param>
/// <param name="End">How it ended: a terminal state; absent: it does not exist.</param>
public readonly record struct Settlement(int Edge, TaskState? End);

/// <summary>What the ends of other tasks do to one that waits for them: pure functions.</summary>
public static class DependencyRules
{
    private const int MostNamed = 10;

    /// <summary>Until when a task waits that is blocked: its expiry if it has not started, or its deadline, or for ever, so that no owner keeps it in mind.</summary>
    public static DateTimeOffset BlockedUntil(TaskSnapshot task) => task.CancelRequested ? Never : task.GivenUpAt ?? Never;

    /// <summary>Far beyond any due instant, and within the reach of every store.</summary>
    public static DateTimeOffset Never { get; } = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Takes note of ends. <see langword="null"/> when the task does not wait for any of them any more.</summary>
    /// <remarks>Each edge is settled once: what is said again changes nothing. One step may settle several.</remarks>
    /// <param name="task">The task that waits.</param>
    /// <param name="news">What has ended.</param>
    /// <param name="now">The owner's clock.</param>
    public static TaskStep? Settle(TaskSnapshot task, IReadOnlyList<Settlement> news, DateTimeOffset now)
    {
        if (task is not { State: TaskState.Pending, Blocked: > 0, Settled: { } marks, Spec.Dependencies: { } depends }) return null;
        var changed = marks.ToCharArray();
        var settled = new List<Settlement>(news.Count);
        foreach (var end in news)
        {
            var edge = task.Spec.EdgeOf(end.Edge);
            if ((uint)edge >= (uint)changed.Length || changed[edge] != DependencyMarks.Open) continue;
            changed[edge] = DependencyMarks.Of(end.End);
            settled.Add(end with { Edge = edge });
        }

        if (settled.Count == 0) return null;
        var left = task.Blocked - settled.Count;
        var noted = task with { Blocked = left, Settled = new(changed) };
        var after = task.Spec.IsSplit
            ? SplitRules.Gather(noted, settled, now)
            : Judge(noted, depends, settled, now) ?? (left == 0 ? noted with { NextStartAt = Later(task.Spec.DueAt, now) } : noted);
        return TaskRules.Record(task, after, TransitionType.DependencySettled, now, null, Detail(depends, settled, left));
    }

    private static TaskSnapshot? Judge(TaskSnapshot task, TaskDependencies depends, List<Settlement> settled, DateTimeOffset now)
    {
        TaskSnapshot? unneeded = null;
        foreach (var end in settled)
        {
            var (parent, when) = depends.On[end.Edge];
            var succeeded = end.End == TaskState.Succeeded;
            if (when == DependencyCondition.ByPolicy && !succeeded && depends.Policy != DependencyPolicy.Run)
                return Ended(task, depends.Policy == DependencyPolicy.Fail ? TaskState.Failed : TaskState.Cancelled, TaskReason.DependencyFailed, parent, end.End, now);
            if ((when == DependencyCondition.Success && !succeeded) || (when == DependencyCondition.Failure && succeeded))
                unneeded ??= Ended(task, TaskState.Cancelled, TaskReason.NotNeeded, parent, end.End, now);
        }

        return unneeded;
    }

    private static TaskSnapshot Ended(TaskSnapshot task, TaskState state, string reason, TaskId parent, TaskState? end, DateTimeOffset now) =>
        TaskRules.Finished(task, state, now) with
        {
            Reason = reason,
            Error = state == TaskState.Failed ? $"task '{parent}', on which it depends, {(end is { } known ? $"is {TaskStatusText.Of(known)}" : "does not exist")}" : null,
        };

    private static string Detail(TaskDependencies depends, List<Settlement> settled, int left)
    {
        var text = new StringBuilder();
        foreach (var end in settled.Take(MostNamed))
            text.Append(text.Length == 0 ? "" : ", ").Append(depends.On[end.Edge].Task.Value).Append(' ').Append(end.End is { } known ? TaskStatusText.Of(known) : "does not exist");
        if (settled.Count > MostNamed) text.Append(CultureInfo.InvariantCulture, $" and {settled.Count - MostNamed} more");
        return text.Append(CultureInfo.InvariantCulture, $"; {left} left").ToString();
    }

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;
}
