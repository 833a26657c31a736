using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Storage;

/// <summary>Which of a shard's waiting tasks stand in one line: those of one queue, bucket and priority.</summary>
/// <param name="Queue">Their queue.</param>
/// <param name="Bucket">As it is stored with them (<see cref="TaskBucket"/>).</param>
/// <param name="Priority">Their priority.</param>
public readonly record struct LaneKey(string Queue, int Bucket, TaskPriority Priority)
{
    /// <summary>The lane of a task.</summary>
    public static LaneKey Of(TaskSnapshot task) => new(task.Spec.Template.Queue, task.Bucket, task.Spec.Template.Priority);

    /// <summary>Whether a task stands in this lane.</summary>
    public bool Holds(TaskSnapshot task) =>
        task.Bucket == Bucket && task.Spec.Template.Priority == Priority && task.Spec.Template.Queue == Queue;
}
