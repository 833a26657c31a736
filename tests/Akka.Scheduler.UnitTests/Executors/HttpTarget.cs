using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Akka.Scheduler.UnitTests.Executors;

/// <summary>A real server on this machine whose answer a test gives.</summary>
internal sealed class HttpTarget : IAsyncDisposable
{
    private readonly WebApplication _server;

    private HttpTarget(WebApplication server) => _server = server;

    public int Port => new Uri(_server.Urls.Single()).Port;

    public string Url => $"http://127.0.0.1:{Port}";

    public static async Task<HttpTarget> StartAsync(RequestDelegate answer, HttpProtocols protocols = HttpProtocols.Http1)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        var server = builder.Build();
        server.Run(answer);
        await server.StartAsync();
        return new HttpTarget(server);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
