using System.ComponentModel;
using System.Diagnostics;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;

namespace Akka.Scheduler.Executors.Shell;

/// <summary>One command, from its start to the end of all that it started.</summary>
internal sealed class ShellRun
{
    private const int ErrorTail = 1024;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LastResort = TimeSpan.FromSeconds(5);

    private readonly ShellOptions _options;
    private readonly TimeProvider _time;
    private readonly AttemptContext _attempt;
    private readonly OutputTail _out;
    private readonly OutputTail _error = new(ErrorTail);

    public ShellRun(ShellOptions options, TimeProvider time, AttemptContext attempt)
    {
        (_options, _time, _attempt) = (options, time, attempt);
        _out = new OutputTail(options.MaxData);
    }

    public async Task<AttemptOutcome> RunAsync(ProcessStartInfo start, Stream? input, bool ownSession, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        using var command = new Process { StartInfo = start };
        try
        {
            command.Start();
        }
        catch (Win32Exception fault)
        {
            return new AttemptOutcome.Failed($"The command could not be started: {fault.Message}", null);
        }

        using var stop = new CancellationTokenSource();
        var quota = new OutputQuota(_options.MaxOutput, _attempt.Output);
        var pumps = Task.WhenAll(
            new OutputPump(OutputStream.Out, quota, _out, _attempt.Output).RunAsync(command.StandardOutput.BaseStream, stop.Token),
            new OutputPump(OutputStream.Error, quota, _error, _attempt.Output).RunAsync(command.StandardError.BaseStream, stop.Token),
            FeedAsync(command.StandardInput.BaseStream, input, stop.Token));
        try
        {
            await command.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            await KillAsync(command, new ProcessTree(command, ownSession, _attempt.Id.ToString()), ownSession);
            throw;
        }
        finally
        {
            await FinishAsync(pumps, stop);
        }

        return Outcome(command.ExitCode);
    }

    /// <summary>Waits for the rest of the output, but not on a process that was left behind and holds it open.</summary>
    private async Task FinishAsync(Task pumps, CancellationTokenSource stop)
    {
        try
        {
            await pumps.WaitAsync(_options.PipeGrace, _time);
        }
        catch (TimeoutException)
        {
            _attempt.Output.Write(OutputStream.System, "A process left behind holds the output open; what it prints is not captured.\n");
            await stop.CancelAsync();
            await pumps;
        }
    }

    /// <summary>SIGTERM to all, SIGKILL to what is left after the grace.</summary>
    private async Task KillAsync(Process command, ProcessTree tree, bool ownSession)
    {
        // Without a session the links to the command are all there is, and they are gone once it has ended politely.
        if (ownSession)
        {
            tree.Signal(PosixSignal.Terminate);
            // One that is paused must run to be able to end.
            if (OperatingSystem.IsLinux()) tree.Signal(PosixSignal.Continue);
            if (await EndedAsync(command, tree, _options.KillGrace, repeat: null)) return;
        }

        tree.KillLinked();
        if (await EndedAsync(command, tree, LastResort, PosixSignal.Kill)) return;
        var left = string.Join(", ", tree.Running().Select(member => member.Id));
        _attempt.Output.Write(OutputStream.System, $"Processes survived SIGKILL: {left}.\n");
    }

    /// <summary>Waits until nothing runs any more; a signal that is repeated reaches those that were being born before.</summary>
    private async Task<bool> EndedAsync(Process command, ProcessTree tree, TimeSpan limit, int? repeat)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            if (repeat is { } signal) tree.Signal(signal);
            if (command.HasExited && tree.Running().Count == 0) return true;
            if (_time.GetElapsedTime(started) >= limit) return false;
            await Task.Delay(Look, _time);
        }
    }

    private static async Task FeedAsync(Stream stream, Stream? input, CancellationToken stop)
    {
        try
        {
            await using (stream)
                if (input is not null)
                    await input.CopyToAsync(stream, stop);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            // The command did not want all of its input.
        }
    }

    private AttemptOutcome Outcome(int code)
    {
        var text = _out.Text();
        var data = text.Length == 0 ? null : text;
        if (code == 0) return new AttemptOutcome.Succeeded(new TaskResult(0, null, data));
        var line = _error.LastLine() ?? _out.LastLine();
        // Shells and this runtime report the end by signal n as 128 + n.
        var what = code is > 128 and <= 128 + 64 ? $"Ended by signal {PosixSignal.Name(code - 128)}" : $"Exit code {code}";
        return new AttemptOutcome.Failed(line is null ? what : $"{what}: {line}", new TaskResult(code, line ?? what, data));
    }
}
