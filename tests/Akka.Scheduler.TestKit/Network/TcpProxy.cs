using System.Net;
using System.Net.Sockets;

namespace Akka.Scheduler.TestKit.Network;

/// <summary>A TCP proxy on 127.0.0.1 whose direction back from the server can be held, or lost: requests arrive, and answers do not.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _server;
    private readonly List<Link> _links = [];
    private readonly Task _accepting;
    private volatile bool _losing;
    private volatile bool _refusing;
    private volatile TaskCompletionSource? _requestsHeld;

    private TcpProxy(int server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The port to connect to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Stands in front of a server on 127.0.0.1.</summary>
    public static TcpProxy To(int serverPort) => new(serverPort);

    /// <summary>From now on, whatever the server answers is lost, and the client's connection is cut at the first answer.</summary>
    public void LoseAnswers() => _losing = true;

    /// <summary>From now on, requests are read from clients and not handed on, as if the network were slow; new clients are refused.</summary>
    public void HoldRequests() => _requestsHeld ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was held goes on to the server, even if its client has gone.</summary>
    public void ReleaseRequests()
    {
        var held = _requestsHeld;
        _requestsHeld = null;
        held?.TrySetResult();
    }

    /// <summary>Cuts all connections, and all new ones, as if the server were away.</summary>
    public void Refuse()
    {
        _refusing = true;
        lock (_links)
        {
            foreach (var link in _links) link.Client.Dispose();
        }
    }

    /// <summary>Everything works again for new connections.</summary>
    public void Heal()
    {
        _losing = false;
        _refusing = false;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        ReleaseRequests();
        await _accepting;
        lock (_links)
        {
            foreach (var link in _links)
            {
                link.Client.Dispose();
                link.Server.Dispose();
            }
        }

        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                if (_requestsHeld is not null || _refusing)
                {
                    client.Dispose();
                    continue;
                }

                var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, _server, _end.Token);
                client.NoDelay = server.NoDelay = true;
                var link = new Link(client, server);
                lock (_links) _links.Add(link);
                _ = RequestsAsync(link);
                _ = AnswersAsync(link);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The proxy was closed.
        }
    }

    private async Task RequestsAsync(Link link)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            var (from, to) = (link.Client.GetStream(), link.Server.GetStream());
            for (var read = await from.ReadAsync(buffer); read > 0; read = await from.ReadAsync(buffer))
            {
                if (_requestsHeld is { } held) await held.Task;
                await to.WriteAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception ended) when (IsEnd(ended))
        {
            // One of the two went away.
        }

        // The server works off what was sent before, and then sees the end.
        if (link.Server.Connected) link.Server.Client.Shutdown(SocketShutdown.Send);
    }

    private async Task AnswersAsync(Link link)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            var (from, to) = (link.Server.GetStream(), link.Client.GetStream());
            for (var read = await from.ReadAsync(buffer); read > 0; read = await from.ReadAsync(buffer))
            {
                if (_losing) break;
                await to.WriteAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception ended) when (IsEnd(ended))
        {
            // One of the two went away.
        }

        link.Client.Dispose();
    }

    private static bool IsEnd(Exception error) => error is IOException or SocketException or ObjectDisposedException or InvalidOperationException;

    private sealed record Link(TcpClient Client, TcpClient Server);
}
