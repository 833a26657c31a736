using System.Net;
using System.Net.Http.Json;
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
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>A node in this process, on SQLite in a directory of its own, with its HTTP interface on a free port.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("gateway-").FullName;
    private WebApplication _app = null!;

    public HttpClient Http { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    public async Task InitializeAsync()
    {
        var options = new NodeOptions { Store = new() { Directory = Path.Combine(_directory, "data") }, Http = new() { Bind = new("127.0.0.1", 0) } };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = options.Http.MaxBody;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.AddScheduler(options);
        _app = builder.Build();
        _app.MapScheduler();
        await _app.StartAsync();
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Http = new() { BaseAddress = new Uri(addresses.First() + "/api/v1/") };
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

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

    /// <summary>How many tasks there are.</summary>
    public async Task<long> CountAsync() =>
        (await Http.GetFromJsonAsync<JsonElement>("stats")).GetProperty("byStatus").EnumerateObject().Sum(status => status.Value.GetInt64());
}
