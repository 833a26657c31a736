namespace Akka.Scheduler.Cluster.Transport;

/// <summary>A node's end of the transport, open for as long as the node lives.</summary>
public interface INodeTransport : ITransport, IAsyncDisposable
{
    /// <summary>Where other nodes reach this one, <c>host:port</c>; empty when they cannot.</summary>
    string Address { get; }

    /// <summary>Says who takes what comes in. Frames that came before are dropped: they are hints.</summary>
    void Attach(IFrameSink sink);
}
