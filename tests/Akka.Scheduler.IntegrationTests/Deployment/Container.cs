using System.Net;
using System.Net.Sockets;
using Akka.Scheduler.TestKit.Images;
using Akka.Scheduler.TestKit.Processes;

namespace Akka.Scheduler.IntegrationTests.Deployment;

/// <summary>
/// The image's programs without a container engine: the published files, the image's environment, a working directory that may not be
/// written to, one volume that may, and a user who is not root.
/// </summary>
internal sealed class Container : IAsyncDisposable
{
    private const string Nobody = "65534";

    private readonly ImageRecipe _image = ImageRecipe.Read();
    private readonly string _root = Directory.CreateTempSubdirectory("scheduler-image-").FullName;
    private readonly Leash _removal;

    private Container() => _removal = Leash.Tie("chmod -R u+w \"$1\"; rm -rf \"$1\"", _root);

    public string Volume => Path.Combine(_root, "data");

    /// <summary>Where a container of the image starts; configuration is put here.</summary>
    public string WorkingDirectory => Path.Combine(_root, "etc");

    public Uri Http => new($"http://127.0.0.1:{Port}");

    private int Port { get; } = FreePort();

    private string Programs => Path.Combine(_root, "node");

    /// <summary>Lays out the image, with a configuration file in its place.</summary>
    public static async Task<Container> CreateAsync(string configuration)
    {
        var container = new Container();
        Directory.CreateDirectory(container.WorkingDirectory);
        await File.WriteAllTextAsync(Path.Combine(container.WorkingDirectory, "scheduler.conf"), configuration);
        Directory.CreateDirectory(container.Volume);
        var published = Path.GetDirectoryName(await PublishedPrograms.NodeAsync())!;
        await RunAsync("cp", "-rL", published, container.Programs);
        await RunAsync("chmod", "-R", "a-w,a+rX", container.Programs, container.WorkingDirectory);
        await RunAsync("chmod", "0755", container._root);
        await RunAsync("chmod", "0700", container.Volume);
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", Nobody, container.Volume);
        return container;
    }

    /// <summary>Starts the image's entry point.</summary>
    public ChildProcess Start() => Run(_image.EntryPoint);

    /// <summary>Asks as the image's health check does, or with another question.</summary>
    /// <returns>The exit code, and what was printed.</returns>
    public async Task<(int Code, string Output)> AskHealthAsync(string? question = null)
    {
        await using var asking = Run([.. _image.HealthCheck.SkipLast(1), question ?? _image.HealthCheck[^1]]);
        return (await asking.ExitAsync(TimeSpan.FromMinutes(1)), asking.Output.All);
    }

    public async ValueTask DisposeAsync() => await _removal.DisposeAsync();

    private ChildProcess Run(IEnumerable<string> words)
    {
        List<string> command = [.. words.Select(Here)];
        if (Environment.IsPrivilegedProcess) command = ["setpriv", "--reuid=" + Nobody, "--regid=" + Nobody, "--clear-groups", .. command];
        var environment = _image.Environment.Where(v => v.Key != "PATH").ToDictionary(v => v.Key, v => (string?)Here(v.Value));
        environment["SCHEDULER__HTTP__BIND"] = $"0.0.0.0:{Port}";
        environment["HOME"] = "/nonexistent";
        return ChildProcess.Start(command[0], command[1..], WorkingDirectory, environment);
    }

    // The image's places, as they are here.
    private string Here(string word) =>
        word.Replace("/app/node", Programs, StringComparison.Ordinal).Replace("/data", Volume, StringComparison.Ordinal);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        await using var run = ChildProcess.Start(program, arguments);
        if (await run.ExitAsync(TimeSpan.FromMinutes(1)) is var code and not 0) throw new InvalidOperationException($"{program}: {code}\n{run.Output.All}");
    }

    // The health check needs a port that is known before. Below those that the system gives away by itself, nobody else takes it meanwhile.
    private static int FreePort()
    {
        for (var port = 21_000 + (Environment.ProcessId % 4_000); ; port++)
        {
            try
            {
                using var probe = new TcpListener(IPAddress.Any, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }
}
