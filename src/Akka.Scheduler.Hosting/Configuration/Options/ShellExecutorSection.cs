using Akka.Scheduler.Hosting.Configuration.Keys;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary><c>scheduler.executors.shell</c></summary>
public sealed record ShellExecutorSection
{
    /// <summary>
    /// Whether the executor is offered; default false, because whoever may submit tasks then runs programs as this node's user.
    /// </summary>
    public bool Enabled { get; init; }

    /// <summary>
    /// How much of a process's output is kept, in bytes. 0 to 16 MiB, default 1 MiB; the rest is dropped, and the log says so.
    /// </summary>
    public long MaxOutput { get; init; } = 1024 * 1024;

    /// <summary>How long a process has between SIGTERM and SIGKILL. 0 to 5 minutes, default 2 s.</summary>
    public TimeSpan KillGrace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Where processes start; null (the default) is the node's own working directory.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>
    /// The node's environment variables that processes see; default PATH, HOME, LANG, TZ. The rest stays with the node: it holds
    /// secrets.
    /// </summary>
    public IReadOnlyList<string> Environment { get; init; } = ["PATH", "HOME", "LANG", "TZ"];

    internal static OptionSection Keys { get; } = new OptionSection<ShellExecutorSection>(
        "scheduler.executors.shell",
        options => options.Executors.Shell,
        (options, section) => options with { Executors = options.Executors with { Shell = section } },
        new OptionKey<ShellExecutorSection, bool>("enabled", OptionTypes.Boolean, s => s.Enabled, (s, v) => s with { Enabled = v }),
        new OptionKey<ShellExecutorSection, long>(
            "max-output", OptionTypes.Size("0B", "16MiB"), s => s.MaxOutput, (s, v) => s with { MaxOutput = v }),
        new OptionKey<ShellExecutorSection, TimeSpan>(
            "kill-grace", OptionTypes.Duration("0s", "5m"), s => s.KillGrace, (s, v) => s with { KillGrace = v }),
        new OptionKey<ShellExecutorSection, string>(
            "working-directory", OptionTypes.FilePath, s => s.WorkingDirectory, (s, v) => s with { WorkingDirectory = v }),
        new OptionKey<ShellExecutorSection, IReadOnlyList<string>>(
            "environment",
            new ListType("a list of environment variable names, such as [PATH, HOME]", CheckVariable),
            s => s.Environment,
            (s, v) => s with { Environment = v }));

    private static string? CheckVariable(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? null
            : "an entry is no name of an environment variable (give the name alone, no value)";
}
