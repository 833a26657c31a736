namespace Akka.Scheduler.Domain.Tasks;

/// <summary>What kind of step an entry of a task's history records. The numbers are stored and never change.</summary>
public enum TransitionType : short
{
    /// <summary>The task came to be.</summary>
    Created = 1,

    /// <summary>An attempt was opened on a worker's credit.</summary>
    Started = 2,

    /// <summary>The open attempt succeeded.</summary>
    Succeeded = 3,

    /// <summary>The open attempt failed and no other follows; or the deadline passed while none was open.</summary>
    Failed = 4,

    /// <summary>The open attempt failed and another one follows after a back-off.</summary>
    RetryScheduled = 5,

    /// <summary>The task was cancelled.</summary>
    Cancelled = 6,

    /// <summary>The task outlived its TTL before it started.</summary>
    Expired = 7,

    /// <summary>Cancellation was asked for while an attempt or parts of the task run; their outcome is still open.</summary>
    CancelRequested = 8,

    /// <summary>The worker gave the attempt back without running it; it does not count.</summary>
    Returned = 9,

    /// <summary>Priority, due instant or labels were changed.</summary>
    Changed = 10,

    /// <summary>A finished task was made to run again by command.</summary>
    Redriven = 11,

    /// <summary>A result of an attempt that is not open was refused; nothing changed.</summary>
    ResultRefused = 12,

    /// <summary>Tasks that it waits for have ended.</summary>
    DependencySettled = 13,

    /// <summary>The task was split into parts, and waits for them.</summary>
    Split = 14,
}
