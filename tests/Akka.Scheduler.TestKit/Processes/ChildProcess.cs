using System.Diagnostics;
using System.Globalization;

namespace Akka.Scheduler.TestKit.Processes;

/// <summary>
/// A process started by a test: its output is captured, its lines can be waited for, and it is killed when it is disposed or when the
/// test process ends in whatever way.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan LastOutputGrace = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;
    private readonly Leash _leash;
    private readonly Task<int> _exit;

    private ChildProcess(Process process, string name)
    {
        _process = process;
        Name = name;
        Id = process.Id;
        process.Exited += (_, _) => _ended.TrySetResult();
        process.EnableRaisingEvents = true;
        _leash = Leash.Tie("kill -KILL \"$1\"", Id.ToString(CultureInfo.InvariantCulture));
        process.OutputDataReceived += (_, line) => Capture(error: false, line.Data);
        process.ErrorDataReceived += (_, line) => Capture(error: true, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _exit = ObserveExitAsync();
    }

    /// <summary>The program's file name, for messages.</summary>
    public string Name { get; }

    /// <summary>The process id.</summary>
    public int Id { get; }

    /// <summary>What it has printed so far.</summary>
    public CapturedOutput Output { get; } = new();

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _exit.IsCompleted;

    /// <summary>Starts a program with an empty standard input.</summary>
    /// <param name="fileName">The program, found as the system finds programs.</param>
    /// <param name="arguments">Its arguments, passed as they are.</param>
    /// <param name="workingDirectory">Its working directory; that of this process if null.</param>
    /// <param name="environment">Variables to add, or to take away where the value is null.</param>
    /// <param name="input">What it reads on standard input.</param>
    public static ChildProcess Start(
        string fileName,
        IEnumerable<string> arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        string input = "")
    {
        var start = new ProcessStartInfo(fileName, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (var (key, value) in environment ?? new Dictionary<string, string?>()) start.Environment[key] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{fileName} did not start.");
        var child = new ChildProcess(process, Path.GetFileName(fileName));
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        return child;
    }

    /// <summary>Waits until the process has printed a line that matches.</summary>
    /// <exception cref="TimeoutException">It did not in time; the message holds the output.</exception>
    /// <exception cref="InvalidOperationException">It ended without; the message holds the output.</exception>
    public async Task<string> WaitForLineAsync(Func<string, bool> matches, string expected, TimeSpan timeout)
    {
        string? line;
        try
        {
            line = await Output.FindAsync(matches).WaitAsync(timeout);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException(Report($"did not print {expected} within {timeout}"));
        }
        return line ?? throw new InvalidOperationException(Report($"ended with code {await _exit} and did not print {expected}"));
    }

    /// <summary>Waits for the end and answers the exit code (128 + n after signal n).</summary>
    /// <exception cref="TimeoutException">It still runs; the message holds the output.</exception>
    public async Task<int> ExitAsync(TimeSpan timeout)
    {
        try
        {
            return await _exit.WaitAsync(timeout);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException(Report($"did not end within {timeout}"));
        }
    }

    /// <summary>Sends a signal; an ended process is left alone.</summary>
    public void Send(ProcessSignal signal)
    {
        if (!HasExited) ProcessSignals.Send(Id, signal);
    }

    /// <summary>Kills the process if it still runs, and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        Send(ProcessSignal.Kill);
        await _exit;
        _process.Dispose();
    }

    private void Capture(bool error, string? line)
    {
        if (line is not null) Output.Add(error, line);
    }

    private async Task<int> ObserveExitAsync()
    {
        await _ended.Task;
        _leash.Cut();
        // What it printed last is still on its way. But a child of its own may hold the pipes open: that one is not waited for.
        await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(LastOutputGrace));
        Output.End();
        return _process.ExitCode;
    }

    private string Report(string what)
        => $"{Name} (pid {Id}) {what}. Its output:\n{(Output.All is { Length: > 0 } all ? all : "(nothing)\n")}";
}
