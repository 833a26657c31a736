namespace Akka.Scheduler.Engine.Shards;

/// <summary>What bounds and paces a shard.</summary>
public sealed record ShardSettings
{
    /// <summary>How far ahead of their due instant tasks are brought into memory. Default 15 min.</summary>
    public TimeSpan Horizon { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How many waiting tasks are read at once. Default 1,000.</summary>
    public int PageSize { get; init; } = 1_000;

    /// <summary>How many waiting tasks of one priority a shard holds in memory before it leaves the rest in the store. Default 2,000.</summary>
    public int MaxLivePerPriority { get; init; } = 2_000;

    /// <summary>The most changes that one commit of a shard carries. Default 500.</summary>
    public int MaxBatch { get; init; } = 500;

    /// <summary>The most steps that may wait for their commit before new work is refused as overloaded. Default 20,000.</summary>
    public int MaxBacklog { get; init; } = 20_000;

    /// <summary>How long past its deadline the owner waits for a worker to report a timeout by itself. Default 5 s.</summary>
    public TimeSpan TimeoutGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Back-off before a commit whose end is unknown is sent again, doubling up to <see cref="ResendMax"/>. Default 50 ms.</summary>
    public TimeSpan ResendMin { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest such back-off. Default 1 s.</summary>
    public TimeSpan ResendMax { get; init; } = TimeSpan.FromSeconds(1);
}
