namespace Akka.Scheduler.Domain.Tasks;

/// <summary>How a task that another one waits for must end. The numbers are stored and never change.</summary>
public enum DependencyCondition : short
{
    /// <summary>It must succeed; if it does not, the waiting task's <see cref="DependencyPolicy"/> decides.</summary>
    ByPolicy = 0,

    /// <summary>It must succeed; otherwise the waiting task is not needed.</summary>
    Success = 1,

    /// <summary>It must end in any way but success; otherwise the waiting task is not needed.</summary>
    Failure = 2,

    /// <summary>It must end, however.</summary>
    End = 3,
}
