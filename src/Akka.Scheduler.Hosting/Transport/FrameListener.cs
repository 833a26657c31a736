using System.Net;
using Akka.Scheduler.Hosting.Configuration;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Akka.Scheduler.Hosting.Transport;

/// <summary>Accepts the connections of other nodes, on a port of its own.</summary>
/// <remarks>The server is used without a host around it: a host would take the process's signals and read its environment.</remarks>
internal sealed class FrameListener : IAsyncDisposable
{
    /// <summary>What frames are posted to.</summary>
    public const string Path = "/scheduler/frames";

    private const int MostConnections = 2048;
    private const int StreamsOfConnection = 2;
    private const int WindowBytes = 1024 * 1024;

    private readonly KestrelServer _server;

    private FrameListener(KestrelServer server) => _server = server;

    /// <summary>The port that is listened on.</summary>
    public int Port { get; private set; }

    /// <summary>Begins to listen.</summary>
    /// <exception cref="TransportOpenException">The address cannot be listened on.</exception>
    public static async Task<FrameListener> OpenAsync(
        BindAddress bind, TransportParts parts, InboundStreams inbound, ILoggerFactory logs, CancellationToken cancel)
    {
        var options = new KestrelServerOptions
        {
            AddServerHeader = false,
            ApplicationServices = new ServiceCollection().AddSingleton(logs).BuildServiceProvider(),
        };
        Limit(options.Limits, parts.Settings);
        var server = new KestrelServer(Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), logs), logs);
        var listener = new FrameListener(server);
        try
        {
            if (bind.Host == "*") options.ListenAnyIP(bind.Port, listen => Prepare(listen, parts));
            else options.Listen(await ResolveAsync(bind, cancel), listen => Prepare(listen, parts));
            await server.StartAsync(new Application(parts, inbound), cancel);
        }
        catch (Exception closed) when (closed is IOException or System.Net.Sockets.SocketException)
        {
            await listener.DisposeAsync();
            throw new TransportOpenException($"scheduler.cluster.bind {bind} cannot be listened on: {closed.Message}", closed);
        }

        listener.Port = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        return listener;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A token that is cancelled already: open streams are cut, not waited for.
        await _server.StopAsync(new CancellationToken(canceled: true));
        _server.Dispose();
    }

    private static void Limit(KestrelServerLimits limits, NodeTransportSettings settings)
    {
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
        limits.MaxConcurrentConnections = MostConnections;
        limits.RequestHeadersTimeout = settings.HandshakeTimeout;
        limits.MaxRequestHeadersTotalSize = 4096;
        limits.Http2.MaxStreamsPerConnection = StreamsOfConnection;
        limits.Http2.InitialStreamWindowSize = WindowBytes;
        limits.Http2.InitialConnectionWindowSize = WindowBytes;
        limits.Http2.KeepAlivePingDelay = settings.KeepAlive;
        limits.Http2.KeepAlivePingTimeout = settings.KeepAlive;
    }

    private static void Prepare(ListenOptions listen, TransportParts parts)
    {
        listen.Protocols = HttpProtocols.Http2;
        if (parts.Certificates is not { } certificates) return;
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = parts.Settings.HandshakeTimeout,
            OnConnection = call =>
            {
                var caller = (call.Connection.RemoteEndPoint as IPEndPoint)?.ToString() ?? "";
                return ValueTask.FromResult(certificates.ForAnswering(
                    why => parts.Troubles.OfCaller(TransportFault.OtherCertificate, caller, $"a caller {why} (from {caller})")));
            },
        });
    }

    private static async Task<IPEndPoint> ResolveAsync(BindAddress bind, CancellationToken cancel)
    {
        if (IPAddress.TryParse(bind.Host, out var address)) return new(address, bind.Port);
        if (bind.IsLoopback) return new(IPAddress.Loopback, bind.Port);
        return new((await Dns.GetHostAddressesAsync(bind.Host, cancel))[0], bind.Port);
    }

    private sealed class Application(TransportParts parts, InboundStreams inbound) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public async Task ProcessRequestAsync(HttpContext context)
        {
            if (context.Request.Path != Path || !HttpMethods.IsPost(context.Request.Method)) context.Response.StatusCode = StatusCodes.Status404NotFound;
            else await new InboundStream(context, parts, inbound).RunAsync();
        }

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
