using Akka.Scheduler.Hosting.Configuration.Hocon;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary>Rules across keys. A rule is left out while one of its keys is bad by itself, since it could only repeat that.</summary>
internal static class ConfigurationRules
{
    private sealed record Rule(string[] Keys, Func<NodeOptions, bool> Broken, Func<NodeOptions, string> Problem, string Fix);

    private static readonly Rule[] Rules =
    [
        new(
            ["scheduler.http.bind", "scheduler.auth.enabled", "scheduler.auth.tokens"],
            options => !options.Http.Bind.IsLoopback && !options.Auth.Enabled,
            options => $"{options.Http.Bind} can be reached from other machines, but scheduler.auth.enabled is not true, "
                + "so anyone could run tasks",
            "Set scheduler.auth.enabled = true with at least one entry in scheduler.auth.tokens, or set scheduler.http.bind to a loopback "
            + "address such as 127.0.0.1:8080"),
        new(
            ["scheduler.auth.enabled", "scheduler.auth.tokens"],
            options => options.Auth.Enabled && options.Auth.Tokens.Count == 0,
            _ => "scheduler.auth.tokens is empty, so nobody could call the API",
            "Add an entry to scheduler.auth.tokens, or set scheduler.auth.enabled = false"),
        new(
            ["scheduler.auth.tokens", "scheduler.auth.enabled"],
            options => !options.Auth.Enabled && options.Auth.Tokens.Count > 0,
            _ => "there are tokens, but scheduler.auth.enabled is false, so nobody would be asked for one",
            "Set scheduler.auth.enabled = true, or remove the tokens"),
        new(
            ["scheduler.store.connection-string", "scheduler.store.provider"],
            options => options.Store is { Provider: StoreProvider.PostgreSql, ConnectionString: null },
            _ => "it is required when scheduler.store.provider is postgresql",
            "Set it, for instance by the environment variable SCHEDULER__STORE__CONNECTION_STRING, "
            + "or set scheduler.store.provider = sqlite"),
        new(
            ["scheduler.store.provider", "scheduler.store.connection-string"],
            options => options.Store is { Provider: StoreProvider.Sqlite, ConnectionString: not null },
            _ => "it is sqlite, but scheduler.store.connection-string is set, which SQLite would ignore",
            "Set scheduler.store.provider = postgresql, or remove the connection string"),
        new(
            ["scheduler.cluster.lease-ttl", "scheduler.cluster.lease-renew-interval", "scheduler.cluster.lease-margin"],
            options => options.Cluster.LeaseTtl <= options.Cluster.LeaseRenewInterval + options.Cluster.LeaseMargin,
            options => $"{HoconDuration.Format(options.Cluster.LeaseTtl)} is not more than lease-renew-interval "
                + $"{HoconDuration.Format(options.Cluster.LeaseRenewInterval)} plus lease-margin "
                + $"{HoconDuration.Format(options.Cluster.LeaseMargin)}, so the node would lose trust in itself between renewals",
            "Raise scheduler.cluster.lease-ttl, or lower scheduler.cluster.lease-renew-interval or scheduler.cluster.lease-margin"),
        new(
            ["scheduler.cluster.bind", "scheduler.cluster.secret", "scheduler.cluster.tls.certificate"],
            options => options.Cluster is { Bind.IsLoopback: false, Secret: null, Tls.Certificate: null },
            options => $"{options.Cluster.Bind} can be reached from other machines, but scheduler.cluster.secret is not set, nor is scheduler.cluster.tls",
            "Set scheduler.cluster.secret to the same text on all nodes, or give them certificates by scheduler.cluster.tls, "
            + "or set scheduler.cluster.bind to a loopback address"),
        new(
            ["scheduler.cluster.tls.certificate", "scheduler.cluster.tls.key", "scheduler.cluster.tls.ca"],
            options => options.Cluster.Tls is { IsConfigured: false } and not { Certificate: null, Key: null, Authority: null },
            _ => "only some of scheduler.cluster.tls.certificate, key and ca are set",
            "Set all three, or none"),
        new(
            ["scheduler.cluster.advertise", "scheduler.cluster.bind"],
            options => options.Cluster is { Bind.IsAny: true, Advertise: null },
            options => $"it is required when scheduler.cluster.bind is {options.Cluster.Bind}, which no other node can connect to",
            "Set it to the host:port that other nodes reach this one by"),
        new(
            ["scheduler.cluster.advertise"],
            options => options.Cluster.Advertise is { } address && (address.IsAny || address.Port == 0),
            options => $"{options.Cluster.Advertise} is no address that another node can connect to",
            "Give a host and a port other than 0"),
        new(
            ["scheduler.limits.max-payload", "scheduler.http.max-body"],
            options => options.Limits.MaxPayload > options.Http.MaxBody,
            options => $"{HoconSize.Format(options.Limits.MaxPayload)} is more than "
                + $"scheduler.http.max-body {HoconSize.Format(options.Http.MaxBody)}",
            "Raise scheduler.http.max-body or lower scheduler.limits.max-payload"),
        new(
            ["scheduler.scheduling.page-size", "scheduler.scheduling.max-live-per-shard"],
            options => options.Scheduling.PageSize > options.Scheduling.MaxLivePerShard,
            options => $"{options.Scheduling.PageSize} is more than "
                + $"scheduler.scheduling.max-live-per-shard {options.Scheduling.MaxLivePerShard}",
            "Lower scheduler.scheduling.page-size or raise scheduler.scheduling.max-live-per-shard"),
        new(
            ["scheduler.dispatch.lower-turn"],
            options => options.Dispatch.LowerTurn == 1,
            _ => "of each single start one cannot go to a lower priority",
            "Give 2 or more, or 0 for never"),
    ];

    public static void Check(NodeOptions options, ConfigurationReport report)
    {
        foreach (var rule in Rules)
        {
            if (!rule.Keys.Any(report.Blames) && rule.Broken(options))
                report.Add(rule.Keys, rule.Problem(options), rule.Fix);
        }
    }
}
