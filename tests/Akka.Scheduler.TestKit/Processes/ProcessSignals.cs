using System.Runtime.InteropServices;

namespace Akka.Scheduler.TestKit.Processes;

/// <summary>The signals that tests send, with their numbers on Linux.</summary>
public enum ProcessSignal
{
    /// <summary>SIGINT: what Ctrl-C in a terminal sends.</summary>
    Interrupt = 2,

    /// <summary>SIGKILL: ends the process at once.</summary>
    Kill = 9,

    /// <summary>SIGTERM: asks the process to stop in order.</summary>
    Terminate = 15,

    /// <summary>SIGCONT: lets a paused process go on.</summary>
    Continue = 18,

    /// <summary>SIGSTOP: pauses the process, as a long garbage collection or a suspended machine would.</summary>
    Pause = 19,
}

/// <summary>Sends signals to processes.</summary>
internal static partial class ProcessSignals
{
    public static void Send(int processId, ProcessSignal signal)
    {
        const int noSuchProcess = 3;
        if (Kill(processId, (int)signal) != 0 && Marshal.GetLastPInvokeError() is var error and not noSuchProcess)
            throw new InvalidOperationException($"Signal {signal} to process {processId} failed: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
