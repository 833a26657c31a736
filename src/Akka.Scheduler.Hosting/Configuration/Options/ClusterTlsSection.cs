using Akka.Scheduler.Hosting.Configuration.Keys;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary><c>scheduler.cluster.tls</c>: mutual TLS between nodes. All three files or none; PEM, read at start, and again when they change.</summary>
public sealed record ClusterTlsSection
{
    /// <summary>
    /// This node's certificate, and below it those between it and the authority. Its DNS names must have the node's id. Null (the
    /// default): node-to-node traffic is in the clear.
    /// </summary>
    public string? Certificate { get; init; }

    /// <summary>The certificate's private key, not encrypted.</summary>
    public string? Key { get; init; }

    /// <summary>The authorities that the certificates of all nodes must come from; no other is trusted.</summary>
    public string? Authority { get; init; }

    /// <summary>Whether nodes use TLS among one another.</summary>
    public bool IsConfigured => Certificate is not null && Key is not null && Authority is not null;

    internal static OptionSection Keys { get; } = new OptionSection<ClusterTlsSection>(
        "scheduler.cluster.tls",
        options => options.Cluster.Tls,
        (options, section) => options with { Cluster = options.Cluster with { Tls = section } },
        new OptionKey<ClusterTlsSection, string>("certificate", OptionTypes.FilePath, s => s.Certificate, (s, v) => s with { Certificate = v }),
        new OptionKey<ClusterTlsSection, string>("key", OptionTypes.FilePath, s => s.Key, (s, v) => s with { Key = v }),
        new OptionKey<ClusterTlsSection, string>("ca", OptionTypes.FilePath, s => s.Authority, (s, v) => s with { Authority = v }));
}
