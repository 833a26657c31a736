using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Akka.Scheduler.Cli.Commands.Dev.Cluster;

/// <summary>One process of a node: its lines are passed on, its ready line is read, and a stop reaches it.</summary>
internal sealed partial class ClusterNode : IDisposable
{
    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(2);

    // Above the node's own grace and what it allows itself beyond it.
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(45);

    private readonly Process _process;
    private readonly Tether _tether;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource<Uri?> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ClusterNode(string id, Process process, TimeProvider time)
    {
        (Id, _process, _time) = (id, process, time);

        // Not left behind when this program is killed.
        _tether = Tether.Tie("kill -TERM \"$1\"", process.Id.ToString(CultureInfo.InvariantCulture));
    }

    public string Id { get; }

    public int ProcessId => _process.Id;

    /// <summary>Where it serves, as soon as it does; null when it ended without.</summary>
    public Task<Uri?> Ready => _ready.Task;

    /// <summary>Starts a process.</summary>
    /// <param name="id">The node's name.</param>
    /// <param name="start">What to start.</param>
    /// <param name="time">Bounds the wait for its end.</param>
    /// <exception cref="UsageException">There is no such program.</exception>
    public static ClusterNode Start(string id, ProcessStartInfo start, TimeProvider time)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        try
        {
            return new ClusterNode(id, Process.Start(start)!, time);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new UsageException($"Cannot start '{start.FileName}': {missing.Message}. Name the node's program with {NodeLocation.Variable}.");
        }
    }

    /// <summary>Passes its lines on until it ends.</summary>
    /// <param name="output">Gets the lines.</param>
    /// <param name="stop">Asks it to stop, and kills it if it does not.</param>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync(PrefixedOutput output, CancellationToken stop)
    {
        using var term = stop.Register(() => StopSignal.Send(_process));
        using var kill = new CancellationTokenSource();
        using var patience = stop.Register(() => kill.CancelAfter(StopPatience));
        using var end = kill.Token.Register(() => _process.Kill(entireProcessTree: true));
        var lines = Task.WhenAll(PumpAsync(_process.StandardOutput, output), PumpAsync(_process.StandardError, output));
        await _process.WaitForExitAsync(CancellationToken.None);
        _tether.Cut();

        // What it printed last is still on its way; but a process of a task may hold the pipe open, and is not waited for.
        await Task.WhenAny(lines, Task.Delay(LastLines, _time, CancellationToken.None));
        _ready.TrySetResult(null);
        return _process.ExitCode;
    }

    public void Dispose() => _process.Dispose();

    private async Task PumpAsync(StreamReader reader, PrefixedOutput output)
    {
        while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
        {
            output.Pass(Id, line);
            if (ReadyLine().Match(line) is { Success: true } ready) _ready.TrySetResult(new Uri(ready.Groups["http"].Value));
        }
    }

    [GeneratedRegex(@"^ready node=\S+ http=(?<http>https?://\S+)")]
    private static partial Regex ReadyLine();
}
