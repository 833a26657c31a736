namespace Akka.Scheduler.Hosting.Configuration;

/// <summary>What the bearer of a token may do; each role includes the one before.</summary>
public enum TokenRole
{
    /// <summary>Look at everything.</summary>
    Read,

    /// <summary>Also submit, cancel and retry tasks, and keep schedules.</summary>
    Submit,

    /// <summary>Also steer queues, workers and the cluster.</summary>
    Admin,
}
