using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>A waiting task's place in its shard: by lane, next start and id, names and ids compared ordinally.</summary>
internal readonly record struct WaitingKey(LaneKey Lane, DateTimeOffset NextStartAt, string Id) : IComparable<WaitingKey>
{
    /// <inheritdoc/>
    public int CompareTo(WaitingKey other)
    {
        var order = string.CompareOrdinal(Lane.Queue, other.Lane.Queue);
        if (order == 0) order = Lane.Bucket.CompareTo(other.Lane.Bucket);
        if (order == 0) order = Lane.Priority.CompareTo(other.Lane.Priority);
        if (order == 0) order = NextStartAt.CompareTo(other.NextStartAt);
        return order != 0 ? order : string.CompareOrdinal(Id, other.Id);
    }

    public static WaitingKey Of(TaskSnapshot task) => new(LaneKey.Of(task), task.NextStartAt, task.Id.Value);

    public static WaitingKey After(LaneKey lane, WaitingPosition position) => new(lane, position.NextStartAt, position.Id.Value ?? "");
}
