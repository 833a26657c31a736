namespace Akka.Scheduler.Hosting.Configuration.CommandLine;

/// <summary>What the node's command line asks for.</summary>
public abstract record NodeCommand
{
    private NodeCommand()
    {
    }

    /// <summary>Start a node.</summary>
    /// <param name="Sources">Where its configuration comes from.</param>
    public sealed record Run(ConfigurationSources Sources) : NodeCommand;

    /// <summary>Print the effective configuration, secrets redacted, and exit.</summary>
    /// <param name="Sources">Where the configuration comes from.</param>
    public sealed record PrintConfig(ConfigurationSources Sources) : NodeCommand;

    /// <summary>Print the SQL that brings the configured store up to date, and exit.</summary>
    /// <param name="Sources">Where the configuration comes from.</param>
    public sealed record PrintMigrations(ConfigurationSources Sources) : NodeCommand;

    /// <summary>Ask the node that runs here with this configuration how it is, and exit: 0 well, 1 not.</summary>
    /// <param name="Sources">Where the configuration comes from; it says where that node listens.</param>
    /// <param name="Path">What is asked: <c>/health/ready</c> (does it serve) or <c>/health/live</c> (does it live).</param>
    public sealed record Health(ConfigurationSources Sources, string Path) : NodeCommand;

    /// <summary>Print <see cref="NodeCommandLine.HelpText"/> and exit.</summary>
    public sealed record Help : NodeCommand;

    /// <summary>Print the version and exit.</summary>
    public sealed record Version : NodeCommand;

    /// <summary>
    /// The arguments make no sense: print the message to standard error and exit with <see cref="NodeCommandLine.UsageExitCode"/>.
    /// </summary>
    /// <param name="Message">What is wrong. It shows no value, which may be a secret.</param>
    public sealed record Invalid(string Message) : NodeCommand;
}
