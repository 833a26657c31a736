namespace Akka.Scheduler.Cli;

/// <summary>What the program's end tells a script.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The task that was waited for did not succeed, or not in time.</summary>
    public const int TaskFailed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The node did not answer.</summary>
    public const int Unreachable = 3;

    /// <summary>The node, or a file's content, said no.</summary>
    public const int Refused = 4;

    /// <summary>Stopped by Ctrl-C, as shells have it (128 + SIGINT).</summary>
    public const int Interrupted = 130;
}
