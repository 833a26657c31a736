using System.Net;
using System.Text;
using System.Text.Json;
using Akka.Scheduler.Hosting;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>A node in this process, on SQLite in a directory of its own, with its HTTP interface on a free port.</summary>
public sealed class ServedNode : IAsyncLifetime, IAsyncDisposable
{
    private const int MostSchedules = 1_000;
    private readonly string _directory = Directory.CreateTempSubdirectory("scheduler-gateway-").FullName;
    private readonly NodeOptions _options;
    private readonly Action<IServiceCollection> _register;
    private WebApplication _app = null!;

    /// <summary>A node as it is without configuration, for the tests of one class to share.</summary>
    public ServedNode()
        : this(options => options, static _ => { })
    {
    }

    private ServedNode(Func<NodeOptions, NodeOptions> configure, Action<IServiceCollection> register)
    {
        _register = register;
        _options = configure(new()
        {
            Node = new() { Id = "node-1", ShutdownGrace = TimeSpan.FromSeconds(1) },
            Cluster = new() { Shards = 4 },
            Store = new() { Directory = Path.Combine(_directory, "data") },
            Http = new() { Bind = new("127.0.0.1", 0) },
        });
    }

    /// <summary>Calls it; a path without a slash before it is below <c>/api/v1/</c>.</summary>
    public HttpClient Http { get; private set; } = null!;

    internal IServiceProvider Services => _app.Services;

    internal static async Task<ServedNode> StartAsync(Func<NodeOptions, NodeOptions> configure, Action<IServiceCollection>? register = null)
    {
        var node = new ServedNode(configure, register ?? (static _ => { }));
        await node.InitializeAsync();
        return node;
    }

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = _options.Http.MaxBody;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.AddScheduler(_options);
        _register(builder.Services);
        _app = builder.Build();
        _app.MapScheduler();
        await _app.StartAsync();
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Http = new() { BaseAddress = new Uri(addresses.First() + "/api/v1/") };
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    /// <summary>Sends JSON text.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Http.SendAsync(request);
    }

    /// <summary>Sends JSON text and reads the answer, which must have this status.</summary>
    public async Task<JsonElement> AskAsync(HttpMethod method, string path, string? json, int status, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(method, path, json, headers);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    /// <summary>Reads a task until it has this status.</summary>
    public async Task<JsonElement> UntilAsync(string id, string status)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var task = await AskAsync(HttpMethod.Get, $"tasks/{id}", null, 200);
            if (task.GetProperty("status").GetString() == status) return task;
            await Task.Delay(TimeSpan.FromMilliseconds(20), stop.Token);
        }
    }

    /// <summary>How many tasks and schedules the store holds; the interface's own counts may be a second old.</summary>
    internal async Task<(long Tasks, int Schedules)> CountAsync()
    {
        var runtime = Services.GetRequiredService<SchedulerRuntime>();
        var tasks = await runtime.Store.Tasks.CountAsync(runtime.Time.GetUtcNow(), CancellationToken.None);
        var schedules = await runtime.Store.Schedules.LoadAsync("", MostSchedules, CancellationToken.None);
        return (tasks.Sum(count => count.Count), schedules.Count);
    }
}
