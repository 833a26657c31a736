using Akka.Scheduler.Hosting.Configuration.Keys;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary><c>scheduler.cluster</c>: what the nodes that share a store agree on.</summary>
public sealed record ClusterSection
{
    /// <summary>
    /// Names the cluster in the store and on the wire. 1 to 64 letters, digits, <c>.</c>, <c>_</c>, <c>-</c>; default <c>default</c>.
    /// </summary>
    public string Id { get; init; } = "default";

    /// <summary>Where node-to-node traffic is accepted, default <c>127.0.0.1:0</c>. Off loopback it needs <see cref="Secret"/> or
    /// <see cref="Tls"/>.</summary>
    public BindAddress Bind { get; init; } = new("127.0.0.1", 0);

    /// <summary>The address that other nodes use; null (the default) is what <see cref="Bind"/> came to.</summary>
    public BindAddress? Advertise { get; init; }

    /// <summary>What nodes prove to one another that they belong together by; null (the default) needs loopback or
    /// <see cref="Tls"/>.</summary>
    public Secret? Secret { get; init; }

    /// <summary>Certificates for node-to-node traffic; none by default.</summary>
    public ClusterTlsSection Tls { get; init; } = new();

    /// <summary>How many shards tasks are spread over. 1 to 4096, default 64. It cannot change once the store has tasks.</summary>
    public int Shards { get; init; } = 64;

    /// <summary>
    /// How long a node is trusted after its last renewal. 1 second to 10 minutes, default 9 s; more than the sum of the next two.
    /// Shorter takes over sooner after a crash, longer survives longer pauses.
    /// </summary>
    public TimeSpan LeaseTtl { get; init; } = TimeSpan.FromSeconds(9);

    /// <summary>How often a node renews. 50 ms to 5 minutes, default 3 s.</summary>
    public TimeSpan LeaseRenewInterval { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How much sooner than the TTL a node stops trusting itself. 50 ms to 5 minutes, default 2 s.</summary>
    public TimeSpan LeaseMargin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a node looks at the others, give or take 30 %. 50 ms to 1 minute, default 1 s; less than the lease TTL.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The least time between two rounds of moving shards for balance. 100 ms to 1 hour, default 10 s.</summary>
    public TimeSpan RebalanceInterval { get; init; } = TimeSpan.FromSeconds(10);

    internal static OptionSection Keys { get; } = new OptionSection<ClusterSection>(
        "scheduler.cluster",
        options => options.Cluster,
        (options, section) => options with { Cluster = section },
        new OptionKey<ClusterSection, string>("id", OptionTypes.Name, s => s.Id, (s, v) => s with { Id = v }),
        new OptionKey<ClusterSection, BindAddress>("bind", OptionTypes.Address, s => s.Bind, (s, v) => s with { Bind = v }),
        new OptionKey<ClusterSection, BindAddress>("advertise", OptionTypes.Address, s => s.Advertise, (s, v) => s with { Advertise = v }),
        new OptionKey<ClusterSection, Secret>("secret", SecretTypes.Text, s => s.Secret, (s, v) => s with { Secret = v }),
        new OptionKey<ClusterSection, int>("shards", OptionTypes.Integer(1, 4096), s => s.Shards, (s, v) => s with { Shards = v }),
        new OptionKey<ClusterSection, TimeSpan>(
            "lease-ttl", OptionTypes.Duration("1s", "10m"), s => s.LeaseTtl, (s, v) => s with { LeaseTtl = v }),
        new OptionKey<ClusterSection, TimeSpan>(
            "lease-renew-interval",
            OptionTypes.Duration("50ms", "5m"),
            s => s.LeaseRenewInterval,
            (s, v) => s with { LeaseRenewInterval = v }),
        new OptionKey<ClusterSection, TimeSpan>(
            "lease-margin", OptionTypes.Duration("50ms", "5m"), s => s.LeaseMargin, (s, v) => s with { LeaseMargin = v }),
        new OptionKey<ClusterSection, TimeSpan>(
            "poll-interval", OptionTypes.Duration("50ms", "1m"), s => s.PollInterval, (s, v) => s with { PollInterval = v }),
        new OptionKey<ClusterSection, TimeSpan>(
            "rebalance-interval", OptionTypes.Duration("100ms", "1h"), s => s.RebalanceInterval, (s, v) => s with { RebalanceInterval = v }));
}
