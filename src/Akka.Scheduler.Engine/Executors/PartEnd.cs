using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Executors;

/// <summary>How a part of a task ended.</summary>
/// <param name="Index">The part's number, from 0.</param>
/// <param name="Task">Its id.</param>
/// <param name="State">How it ended; absent where it is past its retention.</param>
/// <param name="Result">What its last attempt handed back.</param>
/// <param name="Error">Why it did not succeed.</param>
public sealed record PartEnd(int Index, TaskId Task, TaskState? State, TaskResult? Result, string? Error)
{
    /// <summary>Whether it succeeded.</summary>
    public bool Succeeded => State == TaskState.Succeeded;
}
