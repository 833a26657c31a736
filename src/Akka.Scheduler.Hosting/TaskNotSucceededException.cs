using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Hosting;

/// <summary>A task whose result was waited for has ended otherwise: failed, cancelled or expired.</summary>
public sealed class TaskNotSucceededException : Exception
{
    /// <summary>Says how a task has ended.</summary>
    /// <param name="task">The task.</param>
    public TaskNotSucceededException(TaskView task)
        : base(Words(task)) => Task = task;

    /// <summary>The task as it stands.</summary>
    public TaskView Task { get; }

    private static string Words(TaskView task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var words = $"Task '{task.Id}' has not succeeded, but is {WireEnum.Name(task.Status)}";
        if (task.Reason is { } reason) words += $" ({reason})";
        return task.Error is { } error ? $"{words}: {error}" : words + ".";
    }
}
