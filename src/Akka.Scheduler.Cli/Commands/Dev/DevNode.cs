using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Akka.Scheduler.Cli.Commands.Dev;

/// <summary>A node as a child process: its output is passed on, its ready line is read, and a signal to us becomes one to it.</summary>
internal sealed partial class DevNode(Surroundings around, NodeLocation location)
{
    private static readonly string[] WithShell = ["--set", "scheduler.executors.shell.enabled=true"];

    /// <summary>Runs the node to its end.</summary>
    /// <param name="arguments">For the node.</param>
    /// <param name="stop">Asks the node to stop; it is then waited for.</param>
    /// <returns>The node's exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var start = new ProcessStartInfo(location.Program, [.. location.Leading, .. WithShell, .. arguments])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        around.Error.WriteLine($"starting {location.Program} {string.Join(' ', start.ArgumentList)}");
        using var node = Start(start);
        using var signal = stop.Register(() => StopSignal.Send(node));
        while (await node.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
        {
            around.Out.WriteLine(line);
            if (ReadyLine().Match(line) is { Success: true } ready) Welcome(ready.Groups["http"].Value);
        }

        await node.WaitForExitAsync(CancellationToken.None);
        return node.ExitCode;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new UsageException($"'{start.FileName}' did not start.");
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new UsageException(
                $"Cannot start '{start.FileName}': {missing.Message}. Name the node's program with {NodeLocation.Variable}.");
        }
    }

    private void Welcome(string url)
    {
        var server = url == "http://127.0.0.1:8080" ? string.Empty : $" --server {url}";
        around.Out.WriteLine(
            $"""

            The node serves at {url} (dashboard: {url}/). Try, in another terminal:
              schedctl{server} task submit --command 'uname -a' --wait
              schedctl{server} schedule apply --id tick --every 10s --command date
              schedctl{server} task list
            Ctrl-C stops the node.

            """);
    }

    [GeneratedRegex(@"^ready node=\S+ http=(?<http>\S+)")]
    private static partial Regex ReadyLine();
}
