using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Events;

/// <summary>What an event relay understands.</summary>
internal abstract record RelayMessage
{
    private RelayMessage() { }

    /// <summary>Another node wants to hear of steps for <see cref="EventRelay.WishLifetime"/> from now on, or of none any more.</summary>
    public sealed record Listen(ActorRef<RelayMessage> Listener, AudienceWish Wish) : RelayMessage;

    /// <summary>Another node has committed these steps, and <paramref name="Lost"/> more that it could not keep.</summary>
    public sealed record Steps(IReadOnlyList<TransitionNotice> Notices, int Lost) : RelayMessage;

    /// <summary>The node's watch has looked at the cluster.</summary>
    public sealed record Seen(ClusterView View) : RelayMessage;

    /// <summary>This node's audience wants to hear of more than before.</summary>
    public sealed record WishGrew : RelayMessage
    {
        public static WishGrew Instance { get; } = new();
    }

    /// <summary>The wish of this node is told again before it is forgotten.</summary>
    public sealed record Renew : RelayMessage
    {
        public static Renew Instance { get; } = new();
    }

    /// <summary>The wishes of others are looked through.</summary>
    public sealed record Expire : RelayMessage
    {
        public static Expire Instance { get; } = new();
    }

    /// <summary>A step waits to be told.</summary>
    public sealed record Filled : RelayMessage
    {
        public static Filled Instance { get; } = new();
    }

    /// <summary>What has gathered is told.</summary>
    public sealed record Flush : RelayMessage
    {
        public static Flush Instance { get; } = new();
    }
}
