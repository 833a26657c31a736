using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Akka.Scheduler.Cli.Commands.Dev;

/// <summary>Asks a process to stop as an operator would: SIGTERM where there are signals, an end by force where there are none.</summary>
internal static class StopSignal
{
    private const int Terminate = 15;

    public static void Send(Process process)
    {
        if (process.HasExited) return;
        if (OperatingSystem.IsWindows()) process.Kill(entireProcessTree: true);
        else _ = Kill(process.Id, Terminate);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
