using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Akka.Scheduler.Benchmarks.Scale;

/// <summary>What tasks call: answers each request after 50 ms, and counts them.</summary>
internal sealed class SlowTarget : IAsyncDisposable
{
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(50);

    private readonly WebApplication _app;
    private long _answered;

    private SlowTarget(WebApplication app) => _app = app;

    public long Answered => Interlocked.Read(ref _answered);

    public string Url => string.Create(
        CultureInfo.InvariantCulture, $"{_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}/work");

    public static async Task<SlowTarget> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var target = new SlowTarget(builder.Build());
        target._app.Map("/work", target.WorkAsync);
        await target._app.StartAsync();
        return target;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> WorkAsync()
    {
        await Task.Delay(Work, TimeProvider.System);
        Interlocked.Increment(ref _answered);
        return Results.Ok();
    }
}
