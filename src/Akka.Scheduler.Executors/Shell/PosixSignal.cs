using System.Runtime.InteropServices;

namespace Akka.Scheduler.Executors.Shell;

/// <summary>Signals by their POSIX numbers.</summary>
internal static partial class PosixSignal
{
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <summary>The number is Linux's; elsewhere it is not sent.</summary>
    public const int Continue = 18;

    private static readonly string?[] Names =
    [
        null, "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1", "SIGSEGV", "SIGUSR2",
        "SIGPIPE", "SIGALRM", "SIGTERM",
    ];

    /// <summary>Sends to a process, or to a group where the id is negative. One that is gone is no error.</summary>
    public static void Send(int id, int signal)
    {
        if (!OperatingSystem.IsWindows()) _ = SendSignal(id, signal);
    }

    public static string Name(int signal) => signal > 0 && signal < Names.Length ? $"{signal} ({Names[signal]})" : $"{signal}";

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int id, int signal);
}
