namespace Akka.Scheduler.TestKit.Network;

/// <summary>What is wrong with a link. Nothing, unless it says so.</summary>
public sealed record LinkFaults
{
    /// <summary>A link without faults.</summary>
    public static LinkFaults None { get; } = new();

    /// <summary>What the client sends is kept back until this ends, as packets are that get lost and are sent again.</summary>
    public bool HoldsRequests { get; init; }

    /// <summary>What the server sends is kept back until this ends.</summary>
    public bool HoldsAnswers { get; init; }

    /// <summary>New connections are refused.</summary>
    public bool Refuses { get; init; }

    /// <summary>How much later everything arrives, each way.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>By how much more at most, by chance.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>How much passes in a second, each way and for each connection; absent: as much as there is.</summary>
    public int? BytesPerSecond { get; init; }
}
