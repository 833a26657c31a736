using System.Net;
using System.Net.Sockets;

namespace Akka.Scheduler.TestKit.Network;

/// <summary>
/// A TCP link on 127.0.0.1 that can be cut, in both directions or one, delayed and narrowed, and that can lose the answer to a request which was
/// carried out: what a lost commit acknowledgement is. What chance decides follows its seed.
/// </summary>
public sealed class LinkProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly HashSet<Link> _links = [];
    private readonly Random _random;
    private readonly Task _accepting;
    private volatile int _server;
    private volatile State _state = new(LinkFaults.None);
    private volatile Awaited? _awaited;
    private int _answersToLose;
    private int _answersLost;

    private LinkProxy(int server, int seed)
    {
        (_server, _random) = (server, new Random(seed));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>A request of at least this many bytes is taken for one that changes something.</summary>
    public static int LargeRequest => 600;

    /// <summary>The port to connect to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many answers were lost on purpose.</summary>
    public int AnswersLost => Volatile.Read(ref _answersLost);

    /// <summary>The ports from which it is connected to its server now: by them the server's side of a connection can be found.</summary>
    public IReadOnlySet<int> PortsToServer
    {
        get
        {
            lock (_links) return _links.Select(link => link.PortToServer).ToHashSet();
        }
    }

    /// <summary>What is wrong with it now. What was kept back goes on as soon as that ends.</summary>
    public LinkFaults Faults
    {
        get => _state.Faults;
        set
        {
            var before = _state;
            _state = new(value);
            before.Over.TrySetResult();
        }
    }

    /// <summary>Stands in front of a server on 127.0.0.1.</summary>
    public static LinkProxy To(int serverPort, int seed) => new(serverPort, seed);

    /// <summary>Of the next large requests, so many are handed on, and their connections cut when the server answers.</summary>
    public void LoseAnswers(int count) => Interlocked.Exchange(ref _answersToLose, count);

    /// <summary>Completes when the next large request has been handed on: its sender waits for the answer at that moment.</summary>
    public Task NextLargeRequestAsync() => (_awaited ??= new()).Seen.Task;

    /// <summary>Cuts all connections that there are.</summary>
    public void Reset()
    {
        lock (_links)
        {
            foreach (var link in _links) link.Cut();
        }
    }

    /// <summary>Stands in front of another server from now on, and cuts all connections to the one before.</summary>
    public void LeadTo(int serverPort)
    {
        _server = serverPort;
        Reset();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        Reset();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                if (_state.Faults.Refuses) client.Dispose();
                else _ = CarryAsync(client);
            }
        }
        catch (Exception) when (_end.IsCancellationRequested)
        {
            // The proxy was closed. A listener that stops says so in several ways, by what it was at.
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        var server = new TcpClient();
        var link = new Link(client, server);
        lock (_links) _links.Add(link);
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _server, _end.Token);
            client.NoDelay = server.NoDelay = true;
            link.PortToServer = ((IPEndPoint)server.Client.LocalEndPoint!).Port;
            var answers = PumpAsync(link, server, client, requests: false);
            await PumpAsync(link, client, server, requests: true);
            // The server works off what was sent before, and then sees the end.
            if (server.Connected) server.Client.Shutdown(SocketShutdown.Send);
            await answers;
        }
        catch (Exception ended) when (ended is IOException or SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // One of the two went away, or the server is down.
        }

        lock (_links) _links.Remove(link);
        link.Cut();
    }

    private async Task PumpAsync(Link link, TcpClient source, TcpClient target, bool requests)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            var (from, to) = (source.GetStream(), target.GetStream());
            for (var read = await from.ReadAsync(buffer, _end.Token); read > 0; read = await from.ReadAsync(buffer, _end.Token))
            {
                await HindranceAsync(read, requests);
                if (!requests && link.LosesAnswer)
                {
                    Interlocked.Increment(ref _answersLost);
                    link.Cut();
                    return;
                }

                if (requests && read >= LargeRequest && TakeLoss()) link.LosesAnswer = true;
                await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
                if (requests && read >= LargeRequest) NoteRequest();
            }
        }
        catch (Exception ended) when (ended is IOException or SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // One of the two went away.
        }

        if (!requests) link.Client.Dispose();
    }

    private async Task HindranceAsync(int bytes, bool requests)
    {
        var state = _state;
        while (requests ? state.Faults.HoldsRequests : state.Faults.HoldsAnswers)
        {
            await state.Over.Task.WaitAsync(_end.Token);
            state = _state;
        }

        var faults = state.Faults;
        var late = faults.Delay;
        if (faults.Jitter > TimeSpan.Zero) late += faults.Jitter * Chance();
        if (faults.BytesPerSecond is { } rate) late += TimeSpan.FromSeconds((double)bytes / rate);
        if (late > TimeSpan.Zero) await Task.Delay(late, _end.Token);
    }

    private double Chance()
    {
        lock (_random) return _random.NextDouble();
    }

    private bool TakeLoss()
    {
        for (var left = Volatile.Read(ref _answersToLose); left > 0; left = Volatile.Read(ref _answersToLose))
        {
            if (Interlocked.CompareExchange(ref _answersToLose, left - 1, left) == left) return true;
        }

        return false;
    }

    private void NoteRequest()
    {
        if (_awaited is not { } awaited) return;
        _awaited = null;
        awaited.Seen.TrySetResult();
    }

    private sealed record State(LinkFaults Faults)
    {
        public TaskCompletionSource Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Awaited
    {
        public TaskCompletionSource Seen { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed record Link(TcpClient Client, TcpClient Server)
    {
        // Written by the pump of requests before it hands one on, read by the pump of answers after the server answered it.
        public volatile bool LosesAnswer;

        // Zero until it is connected.
        public volatile int PortToServer;

        public void Cut()
        {
            Client.Dispose();
            Server.Dispose();
        }
    }
}
