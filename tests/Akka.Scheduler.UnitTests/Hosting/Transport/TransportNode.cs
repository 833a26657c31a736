using System.Text;
using System.Threading.Channels;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Transport;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Transport;
using Akka.Scheduler.TestKit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akka.Scheduler.UnitTests.Hosting.Transport;

/// <summary>A node's end of the transport on loopback, that keeps what came and what was reported.</summary>
internal sealed class TransportNode : IFrameSink, ITransportObserver, IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Quick to come back, and every trouble is told.</summary>
    public static readonly NodeTransportSettings Settings = new()
    {
        FirstBackOff = TimeSpan.FromMilliseconds(10),
        LongestBackOff = TimeSpan.FromMilliseconds(50),
        TroubleInterval = TimeSpan.Zero,
        HandshakeTimeout = TimeSpan.FromSeconds(30),
        Farewell = TimeSpan.FromSeconds(30),
        // On a busy machine nobody may come to answer for seconds; a connection that is given up loses what was on its way.
        KeepAlive = Patience,
    };

    private readonly Channel<(NodeIncarnation From, Frame Frame)> _received = Channel.CreateUnbounded<(NodeIncarnation From, Frame Frame)>();
    private readonly PhaseSignals _signals = new();
    private HttpNodeTransport _transport = null!;

    public required NodeIncarnation Node { get; init; }

    /// <summary>Called for each frame, on the connection's thread, before it is kept.</summary>
    public Action<Frame> OnFrame { get; init; } = static _ => { };

    public HttpNodeTransport Transport => _transport;

    public Peer Peer => new(Node, _transport.Address);

    public IEnumerable<string> Reports => _signals.Reached.Select(phase => $"{phase.Name} {phase.Entity} {phase.Detail}");

    public static ClusterSection Cluster { get; } = new() { Id = "blue", Secret = new("the right secret") };

    public static async Task<TransportNode> OpenAsync(
        string id, ClusterSection? cluster = null, NodeTransportSettings? settings = null, Action<Frame>? onFrame = null, ILoggerFactory? logs = null)
    {
        var node = new TransportNode { Node = new(id, Guid.CreateVersion7()), OnFrame = onFrame ?? (static _ => { }) };
        node._transport = await HttpNodeTransport.OpenAsync(
            node.Node, cluster ?? Cluster, settings ?? Settings, node, TimeProvider.System, logs ?? NullLoggerFactory.Instance, CancellationToken.None);
        node._transport.Attach(node);
        return node;
    }

    /// <summary>Makes each the peer of the other, and waits until both can send.</summary>
    public static async Task LinkAsync(TransportNode left, TransportNode right)
    {
        left.Transport.SetPeers([right.Peer]);
        right.Transport.SetPeers([left.Peer]);
        await left.ConnectedAsync(right.Node);
        await right.ConnectedAsync(left.Node);
    }

    public bool Send(TransportNode to, string target, string body = "") => Send(to.Node, target, Encoding.UTF8.GetBytes(body));

    public bool Send(NodeIncarnation to, string target, ReadOnlyMemory<byte> body) => _transport.Send(to, new(target, body));

    /// <summary>Sends, again and again while it is refused.</summary>
    public async Task SendAsync(NodeIncarnation to, string target, ReadOnlyMemory<byte> body)
    {
        while (!Send(to, target, body)) await Task.Yield();
    }

    public async Task<(NodeIncarnation From, Frame Frame)> NextAsync() => await _received.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>The frames that came and were not asked for.</summary>
    public bool HasMore => _received.Reader.TryPeek(out _);

    public Task ConnectedAsync(NodeIncarnation peer, int occurrence = 1) => _signals.AwaitAsync("connected", peer.ToString(), Patience, occurrence);

    public async Task<string> TroubleAsync(TransportFault fault) => (await _signals.AwaitAsync(fault.ToString(), "trouble", Patience)).Detail;

    /// <summary>Waits until changed certificates were taken up for the nth time.</summary>
    public Task CertificatesReadAsync(int occurrence = 1) => _signals.AwaitAsync("read", "certificates", Patience, occurrence);

    /// <summary>Waits until changed certificates were refused.</summary>
    public async Task<string> CertificatesRefusedAsync() => (await _signals.AwaitAsync("refused", "certificates", Patience)).Detail;

    void IFrameSink.Receive(NodeIncarnation from, Frame frame)
    {
        OnFrame(frame);
        _received.Writer.TryWrite((from, frame));
    }

    void ITransportObserver.Connected(NodeIncarnation peer) => _signals.Reach("connected", peer.ToString());

    void ITransportObserver.CertificatesRead(DateTimeOffset until) => _signals.Reach("read", "certificates");

    void ITransportObserver.CertificatesRefused(string why) => _signals.Reach("refused", "certificates", why);

    void ITransportObserver.Trouble(TransportTrouble trouble) => _signals.Reach(trouble.Fault.ToString(), "trouble", trouble.Message);

    public ValueTask DisposeAsync() => _transport.DisposeAsync();
}
