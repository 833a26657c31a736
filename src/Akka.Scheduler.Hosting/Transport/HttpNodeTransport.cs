using System.Collections.Concurrent;
using System.Security.Cryptography;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Transport;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Kernel;
using Microsoft.Extensions.Logging;

namespace Akka.Scheduler.Hosting.Transport;

/// <summary>Frames between nodes over HTTP/2: this node calls each peer and is called by it, one stream for each direction.</summary>
/// <remarks>
/// Who calls, and who is called, is settled when a connection begins and holds for all its frames (<see cref="Handshake"/>). In the clear,
/// the secret keeps strangers out but hides nothing from who can read the network: between machines, use certificates, or a private network.
/// </remarks>
internal sealed class HttpNodeTransport : INodeTransport
{
    private readonly ConcurrentDictionary<NodeIncarnation, PeerLink> _links = new();
    private readonly InboundStreams _inbound = new();
    private readonly TransportParts _parts;
    private readonly SeededRandom _random;

    // Guards the changes of _links, _random and _ending.
    private readonly Lock _lock = new();
    private readonly List<Task> _ending = [];
    private FrameListener? _listener;
    private bool _isClosed;

    private HttpNodeTransport(TransportParts parts, SeededRandom random) => (_parts, _random) = (parts, random);

    /// <inheritdoc/>
    public string Address { get; private set; } = "";

    /// <summary>Listens for other nodes.</summary>
    /// <param name="self">This life of this node.</param>
    /// <param name="options">Where to listen, and what to prove.</param>
    /// <param name="observer">Hears of connections and trouble.</param>
    /// <param name="time">Measures waits.</param>
    /// <param name="logs">Takes what the HTTP server has to say.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="TransportOpenException">The address or a certificate cannot be used.</exception>
    public static Task<HttpNodeTransport> OpenAsync(
        NodeIncarnation self, ClusterSection options, ITransportObserver observer, TimeProvider time, ILoggerFactory logs, CancellationToken cancel) =>
        OpenAsync(self, options, new NodeTransportSettings(), observer, time, logs, cancel);

    /// <inheritdoc cref="OpenAsync(NodeIncarnation, ClusterSection, ITransportObserver, TimeProvider, ILoggerFactory, CancellationToken)"/>
    public static async Task<HttpNodeTransport> OpenAsync(
        NodeIncarnation self,
        ClusterSection options,
        NodeTransportSettings settings,
        ITransportObserver observer,
        TimeProvider time,
        ILoggerFactory logs,
        CancellationToken cancel)
    {
        if (!options.Bind.IsLoopback && options.Secret is null && !options.Tls.IsConfigured)
            throw new TransportOpenException($"scheduler.cluster.bind {options.Bind} can be reached from other machines, but there is neither a secret nor TLS");
        var parts = new TransportParts
        {
            Settings = settings,
            Handshake = new(self, options.Id, new(options.Secret)) { Version = settings.WireVersion },
            Observer = observer,
            Troubles = new(observer, settings.TroubleInterval, time),
            Time = time,
            Certificates = CertificateFiles.Open(options.Tls, self.NodeId, settings.CertificateLook, observer, time),
        };
        var transport = new HttpNodeTransport(parts, new(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)))));
        try
        {
            transport._listener = await FrameListener.OpenAsync(options.Bind, parts, transport._inbound, logs, cancel);
        }
        catch
        {
            parts.Certificates?.Dispose();
            throw;
        }

        transport.Address = (options.Advertise ?? options.Bind with { Port = transport._listener.Port }).ToString();
        return transport;
    }

    /// <inheritdoc/>
    public void Attach(IFrameSink sink) => _inbound.Sink = sink;

    /// <inheritdoc/>
    public bool Send(NodeIncarnation to, Frame frame) =>
        _links.TryGetValue(to, out var link) && FrameFormat.Measure(frame) <= _parts.Settings.MaxFrameBytes && link.TrySend(frame);

    /// <inheritdoc/>
    public void SetPeers(IReadOnlyCollection<Peer> peers)
    {
        lock (_lock)
        {
            if (_isClosed) return;
            _ending.RemoveAll(task => task.IsCompleted);
            var wanted = peers.ToHashSet();
            foreach (var (node, link) in _links)
            {
                if (wanted.Remove(link.Peer) || !_links.TryRemove(node, out _)) continue;
                _ending.Add(link.DisposeAsync().AsTask());
                if (!peers.Any(peer => peer.Node == node)) _inbound.Drop(node);
            }

            foreach (var peer in wanted) _links[peer.Node] = new(peer, _parts, new SeededRandom(_random.NextBits()));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task[] ending;
        lock (_lock)
        {
            _isClosed = true;
            // What waits goes out first: the last words of a node that leaves are why others need not wait for its lease.
            ending = [.. _ending, .. _links.Values.Select(link => link.StopAsync(_parts.Settings.Farewell))];
            _links.Clear();
        }

        await Task.WhenAll(ending);
        if (_listener is not null) await _listener.DisposeAsync();
        _parts.Certificates?.Dispose();
    }
}
