using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.Cluster.Transport;

/// <summary>Carries frames between nodes. What it carries are hints: a frame may be lost, doubled, late, or overtake another.</summary>
public interface ITransport
{
    /// <summary>Hands a frame over for another node. Never blocks; safe from any thread.</summary>
    /// <param name="to">Which incarnation; a frame never reaches another incarnation of the same node.</param>
    /// <param name="frame">What to carry.</param>
    /// <returns>False when it was dropped at once: no such peer, or too much waits for it already.</returns>
    bool Send(NodeIncarnation to, Frame frame);

    /// <summary>Says who is there now. What waits for anybody else is dropped.</summary>
    /// <param name="peers">The other nodes, without this one.</param>
    void SetPeers(IReadOnlyCollection<Peer> peers);
}

/// <summary>Another node of the cluster.</summary>
/// <param name="Node">Which incarnation.</param>
/// <param name="Address">Where it listens to other nodes, <c>host:port</c>.</param>
public readonly record struct Peer(NodeIncarnation Node, string Address);

/// <summary>One message between two nodes.</summary>
/// <param name="Target">The name that the receiver exported the actor under.</param>
/// <param name="Body">The encoded message.</param>
public readonly record struct Frame(string Target, ReadOnlyMemory<byte> Body);

/// <summary>Takes frames in, on any thread, without blocking.</summary>
public interface IFrameSink
{
    /// <summary>A frame came from <paramref name="from"/>, which has shown that it belongs to this cluster.</summary>
    void Receive(NodeIncarnation from, Frame frame);
}
