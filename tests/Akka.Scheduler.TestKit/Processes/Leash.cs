using System.Collections.Concurrent;
using System.Diagnostics;

namespace Akka.Scheduler.TestKit.Processes;

/// <summary>
/// A clean-up that runs when this test process ends, even if it is killed. A small shell waits on a pipe whose other end only this
/// process holds: the kernel closes it whatever the way this process goes, and the shell then does the clean-up.
/// </summary>
public sealed class Leash : IAsyncDisposable
{
    // Whoever ties a leash need not keep it: without this the collector would close the pipe, and the clean-up would come too early.
    private static readonly ConcurrentDictionary<Leash, bool> Tied = new();

    private readonly Process _shell;

    private Leash(Process shell)
    {
        _shell = shell;
        Tied[this] = true;
    }

    /// <summary>Ties a clean-up to this process.</summary>
    /// <param name="cleanup">POSIX shell commands; the arguments are <c>$1</c>, <c>$2</c>, ...</param>
    /// <param name="arguments">Values for the commands, never interpreted by the shell.</param>
    public static Leash Tie(string cleanup, params string[] arguments)
    {
        // Its own session, so that Ctrl-C in a terminal ends the tests and not the clean-up.
        var start = new ProcessStartInfo("setsid") { RedirectStandardInput = true, WorkingDirectory = "/" };
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("trap '' HUP INT TERM; exec >/dev/null 2>&1; cat\n" + cleanup);
        start.ArgumentList.Add("leash");
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return new Leash(Process.Start(start) ?? throw new InvalidOperationException("The leash's shell did not start."));
    }

    /// <summary>Gives the clean-up up: nothing is left to clean.</summary>
    public void Cut()
    {
        _shell.Kill();
        _shell.WaitForExit();
        Forget();
    }

    /// <summary>Does the clean-up now, and returns when it is done.</summary>
    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        Forget();
    }

    private void Forget()
    {
        Tied.TryRemove(this, out _);
        _shell.Dispose();
    }
}
