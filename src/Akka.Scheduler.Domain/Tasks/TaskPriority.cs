namespace Akka.Scheduler.Domain.Tasks;

/// <summary>Which of the tasks that are due starts first. The numbers are stored and never change.</summary>
public enum TaskPriority : short
{
    /// <summary>Behind everything else.</summary>
    Low = 0,

    /// <summary>The default.</summary>
    Normal = 1,

    /// <summary>Before normal work.</summary>
    High = 2,

    /// <summary>Before everything else.</summary>
    Urgent = 3,
}
