using System.Collections.Frozen;

namespace Akka.Scheduler.Domain.Tasks;

/// <summary>The one table of legal steps of a task; <c>TaskStateDiagram.md</c> beside it draws the same, and a test compares the two.</summary>
public static class TaskTransitions
{
    /// <summary>One legal step.</summary>
    /// <param name="From">The state before, or <see langword="null"/> where the task comes to be.</param>
    /// <param name="Type">What happens.</param>
    /// <param name="To">The state after.</param>
    public readonly record struct Step(TaskState? From, TransitionType Type, TaskState To);

    private static readonly FrozenSet<Step> Legal = Table().ToFrozenSet();

    /// <summary>All legal steps.</summary>
    public static IReadOnlyCollection<Step> All => Legal;

    /// <summary>Whether <paramref name="step"/> is in the table.</summary>
    public static bool IsLegal(Step step) => Legal.Contains(step);

    /// <summary>Whether a task in <paramref name="state"/> is finished: it leaves that state only by <see cref="TransitionType.Redriven"/>.</summary>
    public static bool IsTerminal(this TaskState state) => state >= TaskState.Succeeded;

    /// <summary>Whether a task in <paramref name="state"/> may be started.</summary>
    public static bool IsWaiting(this TaskState state) => state is TaskState.Pending or TaskState.Retrying;

    private static IEnumerable<Step> Table()
    {
        yield return new(null, TransitionType.Created, TaskState.Pending);
        foreach (var waiting in new[] { TaskState.Pending, TaskState.Retrying })
        {
            yield return new(waiting, TransitionType.Started, TaskState.Running);
            yield return new(waiting, TransitionType.Cancelled, TaskState.Cancelled);
            yield return new(waiting, TransitionType.Failed, TaskState.Failed);
            yield return new(waiting, TransitionType.Changed, waiting);
        }

        yield return new(TaskState.Pending, TransitionType.Expired, TaskState.Expired);
        yield return new(TaskState.Pending, TransitionType.Split, TaskState.Pending);
        yield return new(TaskState.Pending, TransitionType.CancelRequested, TaskState.Pending);
        foreach (var settled in new[] { TaskState.Pending, TaskState.Succeeded, TaskState.Failed, TaskState.Cancelled })
            yield return new(TaskState.Pending, TransitionType.DependencySettled, settled);
        yield return new(TaskState.Running, TransitionType.Succeeded, TaskState.Succeeded);
        yield return new(TaskState.Running, TransitionType.Failed, TaskState.Failed);
        yield return new(TaskState.Running, TransitionType.RetryScheduled, TaskState.Retrying);
        yield return new(TaskState.Running, TransitionType.Cancelled, TaskState.Cancelled);
        yield return new(TaskState.Running, TransitionType.CancelRequested, TaskState.Running);
        yield return new(TaskState.Running, TransitionType.Changed, TaskState.Running);
        yield return new(TaskState.Running, TransitionType.Returned, TaskState.Pending);
        yield return new(TaskState.Running, TransitionType.Returned, TaskState.Retrying);
        foreach (var finished in new[] { TaskState.Succeeded, TaskState.Failed, TaskState.Cancelled, TaskState.Expired })
            yield return new(finished, TransitionType.Redriven, TaskState.Pending);
        foreach (var state in Enum.GetValues<TaskState>())
            yield return new(state, TransitionType.ResultRefused, state);
    }
}
