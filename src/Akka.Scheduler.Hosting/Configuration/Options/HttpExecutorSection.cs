using Akka.Scheduler.Hosting.Configuration.Keys;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary><c>scheduler.executors.http</c></summary>
public sealed record HttpExecutorSection
{
    /// <summary>Whether the executor is offered; default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>
    /// Whether tasks may call private and loopback addresses; default false, because a task could otherwise reach what only this machine
    /// may. Link-local addresses (a cloud's metadata service, say) stay closed even then.
    /// </summary>
    public bool AllowPrivateNetworks { get; init; }

    /// <summary>
    /// Hosts whose address is not checked, each exact or as <c>*.example.com</c>; default none. Public hosts need no entry.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>How much of a response is read, in bytes. 0 to 16 MiB, default 1 MiB.</summary>
    public long MaxResponse { get; init; } = 1024 * 1024;

    /// <summary>How long connecting may take. 10 ms to 5 minutes, default 5 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many connections one host is sent requests over. 1 to 10000, default 64.</summary>
    public int MaxConnectionsPerHost { get; init; } = 64;

    internal static OptionSection Keys { get; } = new OptionSection<HttpExecutorSection>(
        "scheduler.executors.http",
        options => options.Executors.Http,
        (options, section) => options with { Executors = options.Executors with { Http = section } },
        new OptionKey<HttpExecutorSection, bool>("enabled", OptionTypes.Boolean, s => s.Enabled, (s, v) => s with { Enabled = v }),
        new OptionKey<HttpExecutorSection, bool>(
            "allow-private-networks",
            OptionTypes.Boolean,
            s => s.AllowPrivateNetworks,
            (s, v) => s with { AllowPrivateNetworks = v }),
        new OptionKey<HttpExecutorSection, IReadOnlyList<string>>(
            "allowed-hosts",
            HostType.List,
            s => s.AllowedHosts,
            (s, v) => s with { AllowedHosts = v }),
        new OptionKey<HttpExecutorSection, long>(
            "max-response", OptionTypes.Size("0B", "16MiB"), s => s.MaxResponse, (s, v) => s with { MaxResponse = v }),
        new OptionKey<HttpExecutorSection, TimeSpan>(
            "connect-timeout", OptionTypes.Duration("10ms", "5m"), s => s.ConnectTimeout, (s, v) => s with { ConnectTimeout = v }),
        new OptionKey<HttpExecutorSection, int>(
            "max-connections-per-host",
            OptionTypes.Integer(1, 10_000),
            s => s.MaxConnectionsPerHost,
            (s, v) => s with { MaxConnectionsPerHost = v }));
}
