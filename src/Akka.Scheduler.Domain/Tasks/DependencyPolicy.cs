namespace Akka.Scheduler.Domain.Tasks;

/// <summary>What becomes of a task when one that it depends on did not succeed. The numbers are stored and never change.</summary>
public enum DependencyPolicy : short
{
    /// <summary>It fails with reason <c>dependencyFailed</c> (the default).</summary>
    Fail = 0,

    /// <summary>It runs once all have ended, however they did.</summary>
    Run = 1,

    /// <summary>It is cancelled with reason <c>dependencyFailed</c>.</summary>
    Cancel = 2,
}
