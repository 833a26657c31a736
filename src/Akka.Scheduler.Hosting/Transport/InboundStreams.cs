using System.Collections.Concurrent;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Transport;

namespace Akka.Scheduler.Hosting.Transport;

/// <summary>The streams that other nodes have open to this one, at most one of each life of a node.</summary>
internal sealed class InboundStreams
{
    private readonly ConcurrentDictionary<NodeIncarnation, InboundStream> _open = new();
    private volatile IFrameSink? _sink;

    /// <summary>Who takes frames in; while nobody does, they are dropped.</summary>
    public IFrameSink? Sink
    {
        get => _sink;
        set => _sink = value;
    }

    /// <summary>A stream has proved itself. An older one of the same peer ends: it is what a broken connection left behind.</summary>
    public void Open(NodeIncarnation peer, InboundStream stream)
    {
        InboundStream? former = null;
        _open.AddOrUpdate(
            peer,
            stream,
            (_, open) =>
            {
                former = open;
                return stream;
            });
        former?.Abort();
    }

    /// <summary>A stream has ended.</summary>
    public void Closed(NodeIncarnation peer, InboundStream stream) => _open.TryRemove(new(peer, stream));

    /// <summary>Ends the stream of a peer that is gone.</summary>
    public void Drop(NodeIncarnation peer)
    {
        if (_open.TryGetValue(peer, out var stream)) stream.Abort();
    }
}
