using Akka.Scheduler.Cluster.Sharding;

namespace Akka.Scheduler.Cluster.Membership;

/// <summary>What a member watch understands.</summary>
public abstract record WatchMessage
{
    private WatchMessage() { }

    /// <summary>Something changed in the store: look now. May come from other nodes.</summary>
    public sealed record LookNow : WatchMessage
    {
        /// <summary>The one instance.</summary>
        public static LookNow Instance { get; } = new();
    }

    internal sealed record Look : WatchMessage
    {
        public static Look Instance { get; } = new();
    }

    internal sealed record Seen(IReadOnlyList<MemberRow> Members, IReadOnlyList<ShardRow> Shards, ShardMap Map) : WatchMessage;

    internal sealed record Unseen(string Why) : WatchMessage;

    internal sealed record Judged(MemberRow Member, TimeSpan Silent, bool Dead) : WatchMessage;
}
