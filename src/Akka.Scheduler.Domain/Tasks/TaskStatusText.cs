namespace Akka.Scheduler.Domain.Tasks;

/// <summary>The outside words for a task's status.</summary>
public static class TaskStatusText
{
    /// <summary>Not due yet.</summary>
    public const string Pending = "pending";

    /// <summary>Due, and waiting for a slot.</summary>
    public const string Queued = "queued";

    /// <summary>The word for <paramref name="state"/> of a task that may start at <paramref name="nextStartAt"/>, seen at <paramref name="now"/>.</summary>
    public static string Of(TaskState state, DateTimeOffset nextStartAt, DateTimeOffset now) =>
        state == TaskState.Pending && nextStartAt <= now ? Queued : Of(state);

    /// <summary>The word for a stored state, whatever the time.</summary>
    public static string Of(TaskState state) => state switch
    {
        TaskState.Pending => Pending,
        TaskState.Running => "running",
        TaskState.Retrying => "retrying",
        TaskState.Succeeded => "succeeded",
        TaskState.Failed => "failed",
        TaskState.Cancelled => "cancelled",
        TaskState.Expired => "expired",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "no such state"),
    };
}
