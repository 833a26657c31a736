using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Gateway.Validation;

namespace Akka.Scheduler.Hosting.Embedding;

/// <summary>What submitting from inside the process needs of a node, which may not have started yet.</summary>
internal sealed record SchedulerDoor
{
    /// <summary>The engine's gate.</summary>
    public required Func<ITaskGate> Tasks { get; init; }

    /// <summary>The store.</summary>
    public required Func<StorePorts> Store { get; init; }

    /// <summary>Checks requests.</summary>
    public required Func<TaskCheck> Check { get; init; }

    /// <summary>Makes an id that nothing else has.</summary>
    public required Func<TaskId> NewId { get; init; }

    /// <summary>How many shards there are.</summary>
    public required int Shards { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Now.</summary>
    public DateTimeOffset Now => EngineClock.Now(Time);

    /// <summary>Where a task lives.</summary>
    public int ShardOf(TaskId task) => ShardHash.Of(task.Value, Shards);
}
