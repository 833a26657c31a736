using Akka.Scheduler.Engine.Commits;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>What bounds and paces a shard.</summary>
public sealed record ShardSettings
{
    /// <summary>How far ahead of their due instant tasks are brought into memory. Default 15 min.</summary>
    public TimeSpan Horizon { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How many waiting tasks are read at once. Default 1,000.</summary>
    public int PageSize { get; init; } = 1_000;

    /// <summary>
    /// How many waiting tasks of one lane a shard reads ahead; twice as many before it leaves the rest to the store. More than four lanes that hold
    /// something share four times as many. Default 2,000.
    /// </summary>
    public int MaxLivePerLane { get; init; } = 2_000;

    /// <summary>Sizes and pace of its commits.</summary>
    public CommitSettings Commits { get; init; } = new();

    /// <summary>How long past its deadline the owner waits for a worker to report a timeout by itself. Default 5 s.</summary>
    public TimeSpan TimeoutGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an attempt whose task is cancelled may still take before it is given up. Default 30 s.</summary>
    public TimeSpan CancelGrace { get; init; } = TimeSpan.FromSeconds(30);
}
