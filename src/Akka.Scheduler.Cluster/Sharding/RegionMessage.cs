using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Cluster.Sharding;

/// <summary>What a shard region understands.</summary>
public abstract record RegionMessage
{
    private RegionMessage() { }

    /// <summary>Hand all shards off and answer when the last one has stopped.</summary>
    public sealed record HandOffAll(ActorRef<RegionHandedOff> ReplyTo) : RegionMessage;

    internal sealed record Acquired(IReadOnlyList<AcquiredShard> Shards) : RegionMessage;

    internal sealed record AcquireFailed(string Why) : RegionMessage;

    internal sealed record Acquire : RegionMessage
    {
        public static Acquire Instance { get; } = new();
    }
}

/// <summary>The answer to <see cref="RegionMessage.HandOffAll"/>.</summary>
public sealed record RegionHandedOff;
