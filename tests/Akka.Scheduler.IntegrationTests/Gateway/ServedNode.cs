using System.Net;
using System.Text;
using System.Text.Json;
using Akka.Scheduler.Hosting;
using Akka.Scheduler.Hosting.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>A node in this process, on a SQLite store of its own and a free port.</summary>
internal sealed class ServedNode : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _directory;

    private ServedNode(WebApplication app, DirectoryInfo directory)
    {
        (_app, _directory) = (app, directory);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public HttpClient Http { get; }

    public T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<ServedNode> StartAsync()
    {
        var directory = Directory.CreateTempSubdirectory("scheduler-gateway-");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddScheduler(new NodeOptions
        {
            Node = new() { Id = "node-1", ShutdownGrace = TimeSpan.FromSeconds(1) },
            Cluster = new() { Shards = 2 },
            Store = new() { Directory = directory.FullName },
        });
        var app = builder.Build();
        app.MapScheduler();
        await app.StartAsync();
        return new(app, directory);
    }

    public Task StopAsync() => _app.StopAsync();

    /// <summary>Sends a body as it is, and answers the status and the JSON that came back.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, byte[]? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        using var answer = await Http.SendAsync(request);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync()));
    }

    public Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string json) =>
        SendAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(json));

    public Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
