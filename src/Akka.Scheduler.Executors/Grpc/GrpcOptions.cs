namespace Akka.Scheduler.Executors.Grpc;

/// <summary>Options of the executor <c>grpc</c>; keys below <c>scheduler.executors.grpc</c>.</summary>
public sealed record GrpcOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "scheduler.executors.grpc";

    /// <summary>
    /// <c>allow-private-networks</c>: whether calls may reach loopback, private, shared (CGNAT) and unique local addresses; default no.
    /// Link-local addresses, where clouds keep their credentials, and other special ranges stay closed even then.
    /// </summary>
    public bool AllowPrivateNetworks { get; init; }

    /// <summary>
    /// <c>allowed-hosts</c>: hosts whose address is not checked, as <c>name</c>, <c>*.domain</c> or an address; default none.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary><c>connect-timeout</c>: for name resolution, connecting and TLS; default 5 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary><c>max-response</c>: the longest message that is taken as a response, in bytes; default 1 MiB. A longer one fails the call.</summary>
    public int MaxResponse { get; init; } = 1024 * 1024;

    /// <summary>The longest result, in characters of base64; default 64 Ki. A longer message is counted, not kept.</summary>
    public int MaxData { get; init; } = 64 * 1024;

    /// <summary>
    /// <c>ca</c>: a PEM file of the authorities that servers' certificates must come from; default (null) those of the machine.
    /// </summary>
    public string? Authorities { get; init; }

    /// <summary>After which a pooled connection is replaced, so that names are resolved anew; default 2 min.</summary>
    public TimeSpan ConnectionLifetime { get; init; } = TimeSpan.FromMinutes(2);
}
