using System.IO.Pipelines;
using System.Net;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Hosting.Transport;

namespace Akka.Scheduler.UnitTests.Hosting.Transport;

/// <summary>Calls a node as another would, and then says whatever a test wants.</summary>
internal sealed class RawCaller : IDisposable
{
    private readonly CancellationTokenSource _over = new(TransportNode.Patience);
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { UseProxy = false });
    private readonly StreamedContent _content;
    private HttpResponseMessage? _response;
    private PipeReader? _input;
    private Stream? _output;

    private RawCaller() => _content = new(_over.Token);

    public required NodeIncarnation Node { get; init; }

    /// <summary>Calls, and proves that it has the secret that all test nodes have.</summary>
    public static async Task<RawCaller> AdmittedAsync(TransportNode node, NodeIncarnation? self = null)
    {
        var caller = await ConnectedAsync(node, self);
        var handshake = new Handshake(caller.Node, TransportNode.Cluster.Id, new(TransportNode.Cluster.Secret));
        if (await handshake.CallAsync(node.Node, caller._input!, caller._output!, caller._over.Token) is Admission.Refused refused)
            throw new InvalidOperationException(refused.Why);
        return caller;
    }

    /// <summary>Calls, and has said nothing yet.</summary>
    public static async Task<RawCaller> ConnectedAsync(TransportNode node, NodeIncarnation? self = null)
    {
        var caller = new RawCaller { Node = self ?? new("raw", Guid.CreateVersion7()) };
        var request = new HttpRequestMessage(HttpMethod.Post, $"http://{node.Transport.Address}{FrameListener.Path}")
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
