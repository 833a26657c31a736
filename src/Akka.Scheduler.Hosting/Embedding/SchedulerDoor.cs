using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Gateway.Validation;
using Akka.Scheduler.Hosting.Telemetry;

namespace Akka.Scheduler.Hosting.Embedding;

/// <summary>What submitting, over HTTP and from inside the process, needs of a node, which may not have started yet.</summary>
internal sealed record SchedulerDoor
{
    /// <summary>The engine's gate for tasks.</summary>
    public required Func<ITaskGate> Tasks { get; init; }

    /// <summary>The engine's gate for schedules.</summary>
    public required Func<IScheduleGate> Schedules { get; init; }

    /// <summary>The store.</summary>
    public required Func<StorePorts> Store { get; init; }

    /// <summary>Checks requests for tasks.</summary>
    public required Func<TaskCheck> Check { get; init; }

    /// <summary>Checks requests for schedules.</summary>
    public required Func<ScheduleCheck> ScheduleCheck { get; init; }

    /// <summary>Makes an id that nothing else has.</summary>
    public required Func<TaskId> NewId { get; init; }

    /// <summary>Who is told of a task's end.</summary>
    public required Func<TaskId, FinishedWaiters.Waiter> WhenFinished { get; init; }

    /// <summary>Whether this node owns a shard, and so hears of its tasks' ends at once.</summary>
    public required Func<int, bool> Serves { get; init; }

    /// <summary>The node stops.</summary>
    public required CancellationToken Stopping { get; init; }

    /// <summary>How many tasks a batch may hold.</summary>
    public required int MaxBatch { get; init; }

    /// <summary>How many shards there are.</summary>
    public required int Shards { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Now.</summary>
    public DateTimeOffset Now => EngineClock.Now(Time);

    /// <summary>Where a task lives.</summary>
    public int ShardOf(TaskId task) => ShardHash.Of(task.Value, Shards);
}
