using Akka.Scheduler.Hosting;
using Akka.Scheduler.Hosting.Configuration;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Akka.Scheduler.Node;

/// <summary>Runs a node until it is told to stop.</summary>
internal static class NodeRun
{
    public static async Task<int> RunAsync(ConfigurationResult result)
    {
        if (result is not ConfigurationResult.Valid { Options: var options }) return NodePrints.Refuse(result);
        if (options.Validate() is { Count: > 0 } problems)
        {
            foreach (var problem in problems) await Console.Error.WriteLineAsync($"{problem.Key}: {problem.Problem}. {problem.Fix}");
            return Hosting.Configuration.CommandLine.NodeCommandLine.UsageExitCode;
        }

        if (HttpAddress.Problem(options.Http.Bind) is { } taken) return await GiveUpAsync(taken);
        await using var app = Build(options);
        try
        {
            await app.StartAsync();
        }
        catch (Exception trouble) when (StartTrouble.Words(trouble, options) is { } words)
        {
            return await GiveUpAsync(words);
        }

        await Console.Out.WriteLineAsync($"ready node={options.Node.Id} http={AddressOf(app)}");
        await app.WaitForShutdownAsync();
        return Environment.ExitCode;
    }

    private static async Task<int> GiveUpAsync(string why)
    {
        await Console.Error.WriteLineAsync($"The node cannot start: {why}");
        return 1;
    }

    private static WebApplication Build(NodeOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(options.Logging.Level);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

        // A start that fails is told in one line, below; the host would print its stack as well.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        if (options.Logging.Format == LogFormat.Json) builder.Logging.AddJsonConsole();
        else builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss.fff "));

        // Standard output belongs to the ready line.
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Node.ShutdownGrace + TimeSpan.FromSeconds(30));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.Http.MaxBody;
            kestrel.Limits.RequestHeadersTimeout = options.Http.RequestTimeout;
            HttpAddress.Listen(kestrel, options.Http.Bind);
        });
        builder.Services.AddScheduler(options);
        var app = builder.Build();
        app.MapScheduler();
        app.MapUnknownAddresses();
        return app;
    }

    private static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
}
