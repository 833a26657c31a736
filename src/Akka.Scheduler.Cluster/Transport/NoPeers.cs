using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.Cluster.Transport;

/// <summary>The transport of a node that is alone by design: nothing it sends goes anywhere.</summary>
public sealed class NoPeers : INodeTransport
{
    /// <inheritdoc/>
    public string Address => "";

    /// <inheritdoc/>
    public bool Send(NodeIncarnation to, Frame frame) => false;

    /// <inheritdoc/>
    public void SetPeers(IReadOnlyCollection<Peer> peers) { }

    /// <inheritdoc/>
    public void Attach(IFrameSink sink) { }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
