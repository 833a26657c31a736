using System.Text;
using Akka.Scheduler.Hosting.Configuration.Keys;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary>
/// Everything that can be configured about a node. A new instance holds the defaults, which are those of
/// <c>hocon/reference.conf</c>; <see cref="ConfigurationLoader"/> reads files, environment and command line into one.
/// </summary>
public sealed record NodeOptions
{
    /// <summary>Who this process is.</summary>
    public NodeSection Node { get; init; } = new();

    /// <summary>The HTTP listener.</summary>
    public HttpSection Http { get; init; } = new();

    /// <summary>What the nodes that share a store agree on.</summary>
    public ClusterSection Cluster { get; init; } = new();

    /// <summary>The durable store.</summary>
    public StoreSection Store { get; init; } = new();

    /// <summary>The attempts that this node runs.</summary>
    public WorkerSection Worker { get; init; } = new();

    /// <summary>How the worker of a task is chosen.</summary>
    public DispatchSection Dispatch { get; init; } = new();

    /// <summary>The built-in executors.</summary>
    public ExecutorsSection Executors { get; init; } = new();

    /// <summary>Who may use the HTTP API.</summary>
    public AuthSection Auth { get; init; } = new();

    /// <summary>What the node refuses.</summary>
    public LimitsSection Limits { get; init; } = new();

    /// <summary>How long what is over is kept.</summary>
    public RetentionSection Retention { get; init; } = new();

    /// <summary>How far shards look ahead, and how they treat what is late.</summary>
    public SchedulingSection Scheduling { get; init; } = new();

    /// <summary>The node's own log.</summary>
    public LoggingSection Logging { get; init; } = new();

    /// <summary>Every key with its value, one HOCON line each, secrets redacted.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        foreach (var (key, value) in OptionTable.Sections.SelectMany(section => section.Describe(this)))
            text.Append(key).Append(" = ").Append(value).Append('\n');
        return text.ToString();
    }

    /// <summary>
    /// Checks options that were made in code: every range, and every rule across keys. The loader has already done so for its own.
    /// </summary>
    /// <returns>All problems; empty when the options are good.</returns>
    public IReadOnlyList<ConfigurationProblem> Validate()
    {
        var report = new ConfigurationReport(unsetSource: "code");
        foreach (var section in OptionTable.Sections)
            section.Check(this, report);
        ConfigurationRules.Check(this, report);
        return report.Problems;
    }
}
