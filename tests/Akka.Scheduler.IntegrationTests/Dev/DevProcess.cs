using System.Globalization;
using System.Text.RegularExpressions;
using Akka.Scheduler.TestKit.Processes;

namespace Akka.Scheduler.IntegrationTests.Dev;

/// <summary><c>schedctl dev</c> as a process, with a folder of its own for everything temporary.</summary>
internal sealed partial class DevProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _root = Directory.CreateTempSubdirectory("scheduler-dev-").FullName;
    private readonly Leash _removal;
    private ChildProcess? _process;

    private DevProcess() => _removal = Leash.Tie("rm -rf \"$1\"", _root);

    public ChildProcess Process => _process!;

    /// <summary>Where the command puts what is to go with it.</summary>
    public DirectoryInfo Temporary => new(Path.Combine(_root, "tmp"));

    /// <summary>Starts the command with a published node.</summary>
    public static async Task<DevProcess> StartAsync(params string[] arguments)
    {
        var dev = new DevProcess();

        // The database may run as another user, who must be able to pass through.
        dev.Temporary.Create();
        await using (var open = ChildProcess.Start("chmod", ["0711", dev._root, dev.Temporary.FullName]))
            await open.ExitAsync(Patience);
        var environment = new Dictionary<string, string?> { ["SCHEDCTL_NODE"] = await PublishedPrograms.NodeAsync(), ["TMPDIR"] = dev.Temporary.FullName };
        dev._process = ChildProcess.Start(await PublishedPrograms.CliAsync(), ["dev", .. arguments], dev._root, environment);
        return dev;
    }

    /// <summary>Waits until a node serves.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="not">A process that it must not be, because it ended before.</param>
    /// <returns>Where it serves, and its process.</returns>
    public async Task<(string Url, int Id)> ReadyAsync(string id, int not = 0)
    {
        var line = await Process.WaitForLineAsync(l => Ready(l, id) is { } node && node.Id != not, $"that {id} is ready", Patience);
        return Ready(line, id)!.Value;
    }

    public Task<string> WaitForAsync(string words) => Process.WaitForLineAsync(l => l.Contains(words, StringComparison.Ordinal), $"'{words}'", Patience);

    public Task<int> ExitAsync() => Process.ExitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        Process.Send(ProcessSignal.Terminate);
        await Process.ExitAsync(Patience);
        await Process.DisposeAsync();
        await _removal.DisposeAsync();
    }

    private static (string Url, int Id)? Ready(string line, string id) =>
        ReadyLine().Match(line) is { Success: true } match && match.Groups["id"].Value == id
            ? (match.Groups["url"].Value, int.Parse(match.Groups["pid"].Value, CultureInfo.InvariantCulture))
            : null;

    [GeneratedRegex(@"^ready (?<id>\S+) (?<url>http://\S+) pid=(?<pid>\d+)$")]
    private static partial Regex ReadyLine();
}
