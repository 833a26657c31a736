using Akka.Scheduler.Hosting.Configuration.Keys;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary><c>scheduler.node</c>: who this process is.</summary>
public sealed record NodeSection
{
    /// <summary>
    /// Names the node in the cluster. 1 to 64 letters, digits, <c>.</c>, <c>_</c>, <c>-</c>; default: the machine's name.
    /// </summary>
    public string Id { get; init; } = Environment.MachineName;

    /// <summary>What the node does; at least one role, default all.</summary>
    public NodeRoles Roles { get; init; } = NodeRoles.All;

    /// <summary>How long a stop waits for running attempts and hand-over. 0 to 1 hour, default 30 seconds; 0 waits for nothing.</summary>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(30);

    internal static OptionSection Keys { get; } = new OptionSection<NodeSection>(
        "scheduler.node",
        options => options.Node,
        (options, section) => options with { Node = section },
        new OptionKey<NodeSection, string>("id", OptionTypes.Name, s => s.Id, (s, v) => s with { Id = v }),
        new OptionKey<NodeSection, NodeRoles>("roles", new RolesType(), s => s.Roles, (s, v) => s with { Roles = v }),
        new OptionKey<NodeSection, TimeSpan>(
            "shutdown-grace", OptionTypes.Duration("0s", "1h"), s => s.ShutdownGrace, (s, v) => s with { ShutdownGrace = v }));
}
