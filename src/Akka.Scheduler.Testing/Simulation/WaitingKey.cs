using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.TestKit.Simulation;

/// <summary>A waiting task's place in its shard: by priority, next start and id, the ids compared ordinally.</summary>
internal readonly record struct WaitingKey(TaskPriority Priority, DateTimeOffset NextStartAt, string Id) : IComparable<WaitingKey>
{
    /// <inheritdoc/>
    public int CompareTo(WaitingKey other)
    {
        var order = Priority.CompareTo(other.Priority);
        if (order == 0) order = NextStartAt.CompareTo(other.NextStartAt);
        return order != 0 ? order : string.CompareOrdinal(Id, other.Id);
    }

    public static WaitingKey Of(TaskSnapshot task) => new(task.Spec.Template.Priority, task.NextStartAt, task.Id.Value);

    public static WaitingKey After(TaskPriority priority, WaitingPosition position) =>
        new(priority, position.NextStartAt, position.Id.Value ?? "");
}
