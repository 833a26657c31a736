namespace Akka.Scheduler.Executors.Shell;

/// <summary>Options of the executor <c>shell</c>; keys below <c>scheduler.executors.shell</c>.</summary>
public sealed record ShellOptions
{
    /// <summary>The key that switches it on.</summary>
    public const string EnabledKey = "scheduler.executors.shell.enabled";

    /// <summary>
    /// <c>enabled</c>: whether commands run at all; default no, because who may submit may then do what this process may do.
    /// </summary>
    public bool Enabled { get; init; }

    /// <summary><c>shell</c>: what runs a command that comes without <c>args</c>; default <c>/bin/sh</c>.</summary>
    public string Shell { get; init; } = "/bin/sh";

    /// <summary><c>kill-grace</c>: the time between SIGTERM and SIGKILL; default 2 s. Zero kills at once.</summary>
    public TimeSpan KillGrace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// <c>pipe-grace</c>: how long output is awaited after the command itself has ended, where a background process holds it open;
    /// default 2 s. What the command wrote before its end is captured in any case, also with zero.
    /// </summary>
    public TimeSpan PipeGrace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// <c>max-output</c>: how many bytes of both streams together are kept as output; default 1 MiB. The rest is read and dropped.
    /// </summary>
    public long MaxOutput { get; init; } = 1024 * 1024;

    /// <summary><c>max-data</c>: how many bytes of the end of standard output become the result's data; default 4 KiB.</summary>
    public int MaxData { get; init; } = 4096;

    /// <summary>
    /// <c>pass-environment</c>: variables of this process that commands see besides PATH, HOME and LANG; default none. Names that begin
    /// with <c>SCHEDULER</c> are never passed: they configure the node.
    /// </summary>
    public IReadOnlyList<string> PassEnvironment { get; init; } = [];

    /// <summary><c>working-directory</c>: where a command runs whose payload does not say; default: where this process runs.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>
    /// <c>session-launcher</c>: the program <c>setsid</c>, which puts a command into a session of its own; default: looked for in
    /// <c>/usr/bin</c> and <c>/bin</c>; empty means none. Without it a command is not asked to end but killed at once, with the children
    /// that are still linked to it.
    /// </summary>
    public string? SessionLauncher { get; init; }
}
