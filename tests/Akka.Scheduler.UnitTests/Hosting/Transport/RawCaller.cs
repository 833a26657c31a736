using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Transport;

namespace Akka.Scheduler.UnitTests.Hosting.Transport;

/// <summary>Calls a node as another would, and then says whatever a test wants.</summary>
internal sealed class RawCaller : IDisposable
{
    private readonly CancellationTokenSource _over = new(TransportNode.Patience);
    private readonly SocketsHttpHandler _handler = new() { UseProxy = false };
    private readonly HttpMessageInvoker _client;
    private readonly StreamedContent _content;
    private HttpResponseMessage? _response;
    private PipeReader? _input;
    private Stream? _output;

    private RawCaller()
    {
        _content = new(_over.Token);
        _client = new(_handler);
    }

    public required NodeIncarnation Node { get; init; }

    /// <summary>Calls, and proves that it has the secret that all test nodes have.</summary>
    public static async Task<RawCaller> AdmittedAsync(TransportNode node, NodeIncarnation? self = null)
    {
        var caller = await ConnectedAsync(node, self);
        return await caller.ProveAsync(node, TransportNode.Cluster.Secret) is Admission.Refused refused ? throw new InvalidOperationException(refused.Why) : caller;
    }

    /// <summary>Calls, and has said nothing yet.</summary>
    public static async Task<RawCaller> ConnectedAsync(TransportNode node, NodeIncarnation? self = null, SslClientAuthenticationOptions? tls = null)
    {
        var caller = new RawCaller { Node = self ?? new("raw", Guid.CreateVersion7()) };
        if (tls is not null) caller._handler.SslOptions = tls;
        var request = new HttpRequestMessage(HttpMethod.Post, $"{(tls is null ? "http" : "https")}://{node.Transport.Address}{FrameListener.Path}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = caller._content,
        };
        caller._response = await caller._client.SendAsync(request, caller._over.Token);
        caller._response.EnsureSuccessStatusCode();
        caller._input = PipeReader.Create(await caller._response.Content.ReadAsStreamAsync(caller._over.Token));
        caller._output = await caller._content.Opened;
        return caller;
    }

    /// <summary>Says who it is, and proves a secret.</summary>
    public Task<Admission> ProveAsync(TransportNode node, Secret? secret) =>
        new Handshake(Node, TransportNode.Cluster.Id, new(secret)).CallAsync(node.Node, _input!, _output!, _over.Token);

    public async Task SayAsync(ReadOnlyMemory<byte> bytes)
    {
        await _output!.WriteAsync(bytes, _over.Token);
        await _output.FlushAsync(_over.Token);
    }

    /// <summary>Ends what it says.</summary>
    public void Finish() => _content.Finish();

    /// <summary>What the node says next; null when it ended the connection.</summary>
    public async Task<HandshakeMessage?> HearAsync() => await HandshakeWire.ReadAsync(_input!, _over.Token);

    public void Dispose()
    {
        _over.Cancel();
        _response?.Dispose();
        _content.Dispose();
        _client.Dispose();
        _over.Dispose();
    }
}
