using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Timing;
using Akka.Scheduler.Engine.Commits;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>What the scheduler singleton works with.</summary>
public sealed record SchedulerServices
{
    /// <summary>Schedules and their occurrences.</summary>
    public required IScheduleStore Store { get; init; }

    /// <summary>Gives the role back at the end.</summary>
    public required IShardOwnership Ownership { get; init; }

    /// <summary>Where emitted tasks go; hints are sent here.</summary>
    public required ShardDirectory<ShardMessage> Shards { get; init; }

    /// <summary>Sizes and pace of its commits.</summary>
    public required CommitSettings Commits { get; init; }

    /// <summary>How due schedules are worked off.</summary>
    public required TtlQueueOptions Deadlines { get; init; }

    /// <summary>Where it says that it serves.</summary>
    public required ServingBoard Serving { get; init; }

    /// <summary>Who hears of trouble.</summary>
    public required IEngineObserver Observer { get; init; }
}
