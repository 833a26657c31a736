using System.Diagnostics;

namespace Akka.Scheduler.Cli.Commands.Dev;

/// <summary>
/// A clean-up that is done even if this program is killed. A small shell waits on a pipe whose other end only this process holds; the
/// system closes it whatever the way this process goes.
/// </summary>
internal sealed class Tether : IAsyncDisposable
{
    private readonly Process _shell;

    private Tether(Process shell) => _shell = shell;

    /// <summary>Ties a clean-up to this process.</summary>
    /// <param name="cleanup">Shell commands, with the arguments as <c>$1</c>, <c>$2</c>.</param>
    /// <param name="arguments">Their arguments, which the shell does not interpret.</param>
    public static Tether Tie(string cleanup, params string[] arguments)
    {
        // Ctrl-C in a terminal reaches this shell too, and must not end it.
        string[] words = ["-c", "trap '' HUP INT TERM; exec >/dev/null 2>&1; cat\n" + cleanup, "tether", .. arguments];
        var start = new ProcessStartInfo("/bin/sh", words) { RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = "/" };
        return new Tether(Process.Start(start)!);
    }

    /// <summary>Leaves the clean-up undone: there is nothing left to clean.</summary>
    public void Cut()
    {
        _shell.Kill();
        _shell.WaitForExit();
        _shell.Dispose();
    }

    /// <summary>Does the clean-up now, and returns when it is done.</summary>
    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }
}
