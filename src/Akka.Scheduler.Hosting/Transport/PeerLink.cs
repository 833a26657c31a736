using System.Net;
using Akka.Scheduler.Cluster.Transport;

namespace Akka.Scheduler.Hosting.Transport;

/// <summary>What this node sends to one peer: a queue, and a connection that is made again whenever it breaks.</summary>
/// <remarks>
/// While a connection is being made for the first time, or again after it broke, frames are taken and wait. Once an attempt has
/// failed, what waits is dropped and further frames are refused until one succeeds: whoever asks learns at once that there is no answer to come.
/// </remarks>
internal sealed class PeerLink : IAsyncDisposable
{
    private readonly FrameQueue _queue;
    private readonly TransportParts _parts;
    private readonly Random _random;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    // The loop's alone, until it has ended.
    private HttpMessageInvoker _client;
    private NodeCertificates? _shown;

    // Written by the loop only.
    private volatile bool _isDown;

    public PeerLink(Peer peer, TransportParts parts, Random random)
    {
        (Peer, _parts, _random) = (peer, parts, random);
        _queue = new(parts.Settings);
        _shown = parts.Certificates?.Current;
        _client = new(Handler(_shown), disposeHandler: true);
        _running = Task.Run(RunAsync);
    }

    public Peer Peer { get; }

    /// <summary>Hands a frame over; any thread.</summary>
    public bool TrySend(Frame frame)
    {
        if (_isDown) return false;
        if (_queue.TryAdd(frame)) return true;
        if (!_queue.IsFinishing) Report(TransportFault.QueueFull, $"too much waits for {Peer.Node}; frames for it are refused");
        return false;
    }

    /// <summary>Ends it.</summary>
    /// <param name="farewell">How long what waits may still take to leave.</param>
    public async Task StopAsync(TimeSpan farewell)
    {
        _queue.Finish();
        if (_isDown || farewell == TimeSpan.Zero) await _stop.CancelAsync();
        try
        {
            await _running.WaitAsync(farewell, _parts.Time);
        }
        catch (TimeoutException)
        {
            await _stop.CancelAsync();
            await _running;
        }

        _stop.Dispose();
        _client.Dispose();
        _parts.Troubles.Forget(Peer.Node.ToString());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync(TimeSpan.Zero);

    private async Task RunAsync()
    {
        var failures = 0;
        while (!_stop.IsCancellationRequested && !_queue.IsFinished)
        {
            var connectedAt = 0L;
            var end = await ConnectAsync(() => connectedAt = _parts.Time.GetTimestamp());
            if (end is null || _stop.IsCancellationRequested) return;
            if (connectedAt == 0)
            {
                _isDown = true;
                _queue.Clear();
            }
            else if (_parts.Time.GetElapsedTime(connectedAt) >= _parts.Settings.LongestBackOff)
            {
                failures = 0;
            }

            Report(end.Fault, end.Why);
            await PauseAsync(failures++);
        }
    }

    private async Task<Admission.Refused?> ConnectAsync(Action connected)
    {
        try
        {
            return await new PeerConnection(Peer, _queue, _parts, Client()).RunAsync(
                () =>
                {
                    connected();
                    _isDown = false;
                    _parts.Observer.Connected(Peer.Node);
                },
                _stop.Token);
        }
        catch (Exception bug)
        {
            // The link must outlive it: nobody else would call this peer again.
            return new(TransportFault.Lost, $"the connection to {Peer.Node} failed: {bug}");
        }
    }

    private async Task PauseAsync(int failures)
    {
        var longest = _parts.Settings.FirstBackOff * Math.Pow(2, Math.Min(failures, 20));
        if (longest > _parts.Settings.LongestBackOff) longest = _parts.Settings.LongestBackOff;
        // Nodes that lost the same peer at once must not come back at once.
        await Task.Delay(longest * (1 - (_random.NextDouble() / 2)), _parts.Time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Report(TransportFault fault, string message) => _parts.Troubles.OfPeer(fault, Peer.Node.ToString(), message);

    // A client keeps to what it was made with, connections that it has and new ones.
    private HttpMessageInvoker Client()
    {
        var current = _parts.Certificates?.Current;
        if (current == _shown) return _client;
        _client.Dispose();
        (_shown, _client) = (current, new(Handler(current), disposeHandler: true));
        return _client;
    }

    private SocketsHttpHandler Handler(NodeCertificates? certificates)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = _parts.Settings.HandshakeTimeout,
            KeepAlivePingDelay = _parts.Settings.KeepAlive,
            KeepAlivePingTimeout = _parts.Settings.KeepAlive,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        };
        if (certificates is not null)
        {
            handler.SslOptions = certificates.ForCalling(
                Peer.Node.NodeId, why => Report(TransportFault.OtherCertificate, $"{Peer.Node} at {Peer.Address} {why}"));
        }

        return handler;
    }
}
