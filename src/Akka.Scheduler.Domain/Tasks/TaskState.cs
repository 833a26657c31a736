namespace Akka.Scheduler.Domain.Tasks;

/// <summary>Where a task stands, as it is stored.</summary>
/// <remarks>
/// <para>The legal moves between states stand in <see cref="TaskTransitions"/>, and nowhere else.</para>
/// <para>The outside word <c>queued</c> is not a state: it is <see cref="Pending"/> whose due instant has come (<see cref="TaskStatusText"/>).</para>
/// <para>The numbers are stored; they may be added to and never change. Terminal states are 100 and above.</para>
/// </remarks>
public enum TaskState : short
{
    /// <summary>Waits for its due instant, or for a free slot.</summary>
    Pending = 1,

    /// <summary>One attempt is open.</summary>
    Running = 2,

    /// <summary>An attempt failed, and the next one waits for its back-off to pass.</summary>
    Retrying = 3,

    /// <summary>The last attempt succeeded.</summary>
    Succeeded = 100,

    /// <summary>The last attempt failed for good, was lost where it may not be repeated, no retry was left, or the deadline has passed.</summary>
    Failed = 101,

    /// <summary>Cancelled on request.</summary>
    Cancelled = 102,

    /// <summary>Did not start within its TTL.</summary>
    Expired = 103,
}
