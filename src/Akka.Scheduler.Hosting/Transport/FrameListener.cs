using System.Net;
using System.Net.Sockets;
using Akka.Scheduler.Hosting.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Akka.Scheduler.Hosting.Transport;

/// <summary>Accepts the connections of other nodes, on a port of its own.</summary>
/// <remarks>The application is built and never started: it only holds the server's parts. Started, it would take the process's signals.</remarks>
internal sealed class FrameListener : IAsyncDisposable
{
    /// <summary>What frames are posted to.</summary>
    public const string Path = "/scheduler/frames";

    private const int MostConnections = 2048;
    private const int StreamsOfConnection = 2;
    private const int WindowBytes = 1024 * 1024;

    private readonly WebApplication _parts;
    private readonly IServer _server;

    private FrameListener(WebApplication parts) => (_parts, _server) = (parts, parts.Services.GetRequiredService<IServer>());

    /// <summary>The port that is listened on.</summary>
    public int Port { get; private set; }

    /// <summary>Begins to listen.</summary>
    /// <exception cref="TransportOpenException">The address cannot be listened on.</exception>
    public static async Task<FrameListener> OpenAsync(
        BindAddress bind, TransportParts parts, InboundStreams inbound, ILoggerFactory logs, CancellationToken cancel)
    {
        var listener = await BuildAsync(bind, parts, logs, cancel);
        try
        {
            await listener._server.StartAsync(new Application(parts, inbound), cancel);
        }
        catch (Exception closed) when (closed is IOException or SocketException)
        {
            await listener.DisposeAsync();
            throw CannotListen(bind, closed);
        }

        listener.Port = new Uri(listener._server.Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        return listener;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A token that is cancelled already: open streams are cut, not waited for.
        await _server.StopAsync(new CancellationToken(canceled: true));
        await _parts.DisposeAsync();
    }

    private static async Task<FrameListener> BuildAsync(BindAddress bind, TransportParts parts, ILoggerFactory logs, CancellationToken cancel)
    {
        var endPoint = await ResolveAsync(bind, cancel);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(logs);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            Limit(kestrel.Limits, parts.Settings);
            if (endPoint is null) kestrel.ListenAnyIP(bind.Port, listen => Prepare(listen, parts));
            else kestrel.Listen(endPoint, listen => Prepare(listen, parts));
        });
        return new FrameListener(builder.Build());
    }

    private static void Limit(KestrelServerLimits limits, NodeTransportSettings settings)
    {
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
        limits.MaxConcurrentConnections = MostConnections;
        limits.RequestHeadersTimeout = settings.HandshakeTimeout;
        // A connection without a stream is nobody's.
        limits.KeepAliveTimeout = settings.HandshakeTimeout;
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
                return ValueTask.FromResult(certificates.Current.ForAnswering(
                    why => parts.Troubles.OfCaller(TransportFault.OtherCertificate, caller, $"a caller {why} (from {caller})")));
            },
        });
    }

    // Null: every address.
    private static async Task<IPEndPoint?> ResolveAsync(BindAddress bind, CancellationToken cancel)
    {
        if (bind.Host == "*") return null;
        if (IPAddress.TryParse(bind.Host, out var address)) return new(address, bind.Port);
        if (bind.IsLoopback) return new(IPAddress.Loopback, bind.Port);
        try
        {
            return new((await Dns.GetHostAddressesAsync(bind.Host, cancel))[0], bind.Port);
        }
        catch (SocketException unknown)
        {
            throw CannotListen(bind, unknown);
        }
    }

    private static TransportOpenException CannotListen(BindAddress bind, Exception cause) =>
        new($"scheduler.cluster.bind {bind} cannot be listened on: {cause.Message}", cause);

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
