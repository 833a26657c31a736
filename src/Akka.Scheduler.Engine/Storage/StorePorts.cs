using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;

namespace Akka.Scheduler.Engine.Storage;

/// <summary>One store, seen through all its ports. SQLite, PostgreSQL and the simulated one each fill it.</summary>
public sealed record StorePorts
{
    /// <summary>Who lives.</summary>
    public required IMembershipStore Membership { get; init; }

    /// <summary>Who owns which shard.</summary>
    public required IShardOwnership Ownership { get; init; }

    /// <summary>A shard's tasks.</summary>
    public required IShardStore Shards { get; init; }

    /// <summary>Tasks accepted without their owner.</summary>
    public required IInboxStore Inbox { get; init; }

    /// <summary>Who has which unique key.</summary>
    public required IUniqueKeyStore Keys { get; init; }

    /// <summary>Who waits for whom.</summary>
    public required IDependencyStore Dependencies { get; init; }

    /// <summary>Schedules and their occurrences.</summary>
    public required IScheduleStore Schedules { get; init; }

    /// <summary>What is set for queues.</summary>
    public required IQueueStore Queues { get; init; }

    /// <summary>Reads for people.</summary>
    public required ITaskQueries Tasks { get; init; }

    /// <summary>Captured output.</summary>
    public required IAttemptLogStore Logs { get; init; }

    /// <summary>Idempotency keys.</summary>
    public required IIdempotencyStore Idempotency { get; init; }

    /// <summary>Room for new rows, and an end for old ones.</summary>
    public required IRetention Retention { get; init; }
}
