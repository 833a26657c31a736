namespace Akka.Scheduler.Engine.Commits;

/// <summary>Sizes and pace of commits.</summary>
public sealed record CommitSettings
{
    /// <summary>The most steps that one commit carries, 1 to 10,000. Default 500.</summary>
    public int MaxBatch { get; init; } = 500;

    /// <summary>The most steps that may wait for their commit before new work is refused as overloaded. Default 20,000.</summary>
    public int MaxBacklog { get; init; } = 20_000;

    /// <summary>Back-off before a commit whose end is unknown is sent again, doubling up to <see cref="ResendMax"/>. Default 50 ms.</summary>
    public TimeSpan ResendMin { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest such back-off. Default 1 s.</summary>
    public TimeSpan ResendMax { get; init; } = TimeSpan.FromSeconds(1);
}
