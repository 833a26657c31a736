namespace Akka.Scheduler.Cluster.Sharding.Monitors;

/// <summary>The timing of the leader's monitors.</summary>
public sealed record MonitorSettings
{
    /// <summary>How often it is asked whether another map is due. Default 1 s.</summary>
    public TimeSpan ConfigureInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The least time between two rounds of moves for balance. Default 10 s.</summary>
    public TimeSpan RebalanceInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often shards on their way are looked after. Default 500 ms.</summary>
    public TimeSpan MigrateInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a hand-off may take before the shard is taken by force. Default 5 s.</summary>
    public TimeSpan HandOffLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often old copies are collected. Default 1 s.</summary>
    public TimeSpan CollectInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often it is asked whether each owner runs what it owns. Default 2 s.</summary>
    public TimeSpan TermInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a shard may be without an owner, or an owner without its shard, before somebody is told. Default 4 s.</summary>
    public TimeSpan TermPatience { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long one pass may take. Default 5 s.</summary>
    public TimeSpan PassLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many nodes are asked at once. Default 4.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>How long a node has to answer. Default 1 s.</summary>
    public TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(1);
}
