namespace Akka.Scheduler.Domain.Tasks;

/// <summary>The words of <see cref="TaskSnapshot.Reason"/>: short, stable, for programs. <c>docs/semantics.md</c> has the table, and a test compares the two.</summary>
public static class TaskReason
{
    /// <summary>The attempt failed, and its error says how.</summary>
    public const string Error = "error";

    /// <summary>The attempt ran longer than its timeout, or its target did not answer in time.</summary>
    public const string Timeout = "timeout";

    /// <summary>The task's deadline or total timeout has passed, or would pass before another attempt could begin.</summary>
    public const string Deadline = "deadline";

    /// <summary>The worker of the attempt is gone, and nobody knows how far it came.</summary>
    public const string Lost = "lost";

    /// <summary>The task did not start within its TTL.</summary>
    public const string Ttl = "ttl";

    /// <summary>The task was cancelled.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The task was cancelled before its start, to make room for another one with its unique key.</summary>
    public const string Replaced = "replaced";

    /// <summary>Another live task had the unique key when the task was taken up from the inbox, so it never waited to run.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>Cancellation was asked for, and the attempt, or some of the parts, have not ended yet.</summary>
    public const string CancelRequested = "cancelRequested";

    /// <summary>A task that it depends on, or a part of it, did not succeed.</summary>
    public const string DependencyFailed = "dependencyFailed";

    /// <summary>A task that it was to follow did not end in the way that it was to follow.</summary>
    public const string NotNeeded = "notNeeded";

    /// <summary>The worker gave the attempt back without running it; it did not count.</summary>
    public const string Returned = "returned";

    /// <summary>The HTTP or gRPC status is not one of success, or the message broker closed with a code.</summary>
    public const string Status = "status";

    /// <summary>The HTTP target redirected too often, or to nowhere.</summary>
    public const string Redirect = "redirect";

    /// <summary>The message broker has no queue for the message.</summary>
    public const string Unroutable = "unroutable";

    /// <summary>The message broker did not take the message.</summary>
    public const string Nack = "nack";

    /// <summary>The address may not be called from this node.</summary>
    public const string Refused = "refused";

    /// <summary>The executor is turned off on the worker.</summary>
    public const string Disabled = "disabled";

    /// <summary>The payload does not fit the executor.</summary>
    public const string Payload = "payload";

    /// <summary>The worker has no such executor.</summary>
    public const string NoExecutor = "noExecutor";
}
