using System.Text.RegularExpressions;

namespace Akka.Scheduler.TestKit.Processes;

/// <summary>
/// A node as an operator runs it: the published program in a process of its own, which can be terminated, killed, paused and started
/// again on the same data. Its working directory is a temporary one that is removed when it is disposed.
/// </summary>
public sealed partial class NodeProcess : IAsyncDisposable
{
    private const string BindKey = "scheduler.http.bind";

    private readonly string _program;
    private readonly string[] _settings;
    private readonly TimeSpan _startTimeout;
    private readonly string _directory = Directory.CreateTempSubdirectory("scheduler-node-").FullName;
    private readonly Leash _removal;
    private ChildProcess? _process;
    private Uri? _http;

    private NodeProcess(string program, string[] settings, TimeSpan startTimeout)
    {
        _program = program;
        _startTimeout = startTimeout;
        _settings = settings.Any(s => s.StartsWith(BindKey + "=", StringComparison.Ordinal))
            ? settings
            : [BindKey + "=127.0.0.1:0", .. settings];
        _removal = Leash.Tie("rm -rf \"$1\"", _directory);
    }

    /// <summary>How long a node may take until it serves, unless the caller says otherwise.</summary>
    public static TimeSpan DefaultStartTimeout { get; } = TimeSpan.FromSeconds(60);

    /// <summary>The id that the node printed when it was ready.</summary>
    public string NodeId { get; private set; } = "";

    /// <summary>Where it serves HTTP; another port after a restart, unless the settings fix it.</summary>
    public Uri Http => _http ?? throw new InvalidOperationException("The node has not been ready yet.");

    /// <summary>Its working directory: relative paths of the settings, such as the embedded store's, are in it.</summary>
    public string WorkingDirectory => _directory;

    /// <summary>The process that runs now, or ran last: its id, output, lines and signals.</summary>
    public ChildProcess Process => _process ?? throw new InvalidOperationException("The node has not been started.");

    /// <summary>Starts a node and waits until it says that it is ready.</summary>
    /// <param name="settings"><c>key=value</c>, each handed over as <c>--set</c>. HTTP is on a free port unless they say otherwise.</param>
    /// <exception cref="TimeoutException">It was not ready in time; the message holds its output.</exception>
    /// <exception cref="InvalidOperationException">It ended before that; the message holds its output.</exception>
    public static async Task<NodeProcess> StartAsync(params string[] settings)
        => await StartProgramAsync(await PublishedPrograms.NodeAsync(), DefaultStartTimeout, settings);

    /// <summary>Like <see cref="StartAsync"/>, with another program and patience.</summary>
    public static async Task<NodeProcess> StartProgramAsync(string program, TimeSpan startTimeout, params string[] settings)
    {
        var node = new NodeProcess(program, settings, startTimeout);
        try
        {
            await node.RunAsync();
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the node with SIGKILL, as a power cut would, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        Process.Send(ProcessSignal.Kill);
        await Process.ExitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Asks the node to stop (SIGTERM) and answers its exit code.</summary>
    /// <param name="timeout">How long it may take; a minute if null.</param>
    /// <exception cref="TimeoutException">It still runs; the message holds its output.</exception>
    public Task<int> TerminateAsync(TimeSpan? timeout = null)
    {
        Process.Send(ProcessSignal.Terminate);
        return Process.ExitAsync(timeout ?? TimeSpan.FromMinutes(1));
    }

    /// <summary>Starts an ended node again with the same settings in the same directory, and waits until it is ready.</summary>
    public async Task RestartAsync()
    {
        if (!Process.HasExited) throw new InvalidOperationException("The node still runs: kill or terminate it first.");
        await Process.DisposeAsync();
        await RunAsync();
    }

    /// <summary>Kills the node, if it runs, and removes its directory.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        await _removal.DisposeAsync();
    }

    private async Task RunAsync()
    {
        _process = ChildProcess.Start(_program, _settings.SelectMany(s => new[] { "--set", s }), _directory);
        var line = await _process.WaitForLineAsync(
            l => ReadyLine().IsMatch(l), "'ready node=ID http=http://HOST:PORT'", _startTimeout);
        var ready = ReadyLine().Match(line);
        NodeId = ready.Groups["id"].Value;
        _http = new Uri(ready.Groups["http"].Value);
    }

    [GeneratedRegex(@"^ready node=(?<id>\S+) http=(?<http>https?://\S+)", RegexOptions.CultureInvariant)]
    private static partial Regex ReadyLine();
}
