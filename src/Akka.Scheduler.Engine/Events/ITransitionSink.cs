using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Events;

/// <summary>Hears of every step of a task once it is durable. Called from many shards at once, on the hot path: it must not block.</summary>
public interface ITransitionSink
{
    /// <summary>A step is durable.</summary>
    /// <param name="before">The task before it; a new task as it was made.</param>
    /// <param name="task">The task after it.</param>
    /// <param name="entry">What its history says.</param>
    void Committed(TaskSnapshot before, TaskSnapshot task, HistoryEntry entry);
}
