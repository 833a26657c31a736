using System.Globalization;
using Akka.Scheduler.TestKit;
using Akka.Scheduler.TestKit.Processes;

namespace Akka.Scheduler.IntegrationTests.Executors;

/// <summary>A gRPC server of another make, in a process of its own: <c>@grpc/grpc-js</c> on Node.js.</summary>
internal sealed class GrpcPeer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ChildProcess _process;

    private GrpcPeer(ChildProcess process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <summary>Starts one; with TLS where a key and a certificate are given, as PEM files.</summary>
    public static async Task<GrpcPeer> StartAsync(params string[] files)
    {
        var folder = Path.Combine(SolutionRoot.Find(), "tests/Akka.Scheduler.IntegrationTests/Executors/grpc-server");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            throw new InvalidOperationException($"The test's gRPC server is not installed: run 'npm install --no-package-lock' in {folder}, or tests/run.");
        var process = ChildProcess.Start("node", ["server.cjs", .. files], folder);
        var ready = await process.WaitForLineAsync(line => line.StartsWith("ready ", StringComparison.Ordinal), "its port", Patience);
        return new GrpcPeer(process, int.Parse(ready[6..], CultureInfo.InvariantCulture));
    }

    /// <summary>Waits until it has printed the line.</summary>
    public Task SaysAsync(string line) => _process.WaitForLineAsync(printed => printed == line, line, Patience);

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
