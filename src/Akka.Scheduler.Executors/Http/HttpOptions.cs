namespace Akka.Scheduler.Executors.Http;

/// <summary>Options of the executor <c>http</c>; keys below <c>scheduler.executors.http</c>.</summary>
public sealed record HttpOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "scheduler.executors.http";

    /// <summary>
    /// <c>allow-private-networks</c>: whether calls may reach loopback, private, shared (CGNAT) and unique local addresses; default no.
    /// Link-local addresses, where clouds keep their credentials, and other special ranges stay closed even then.
    /// </summary>
    public bool AllowPrivateNetworks { get; init; }

    /// <summary>
    /// <c>allowed-hosts</c>: hosts whose address is not checked, as <c>name</c>, <c>*.domain</c> or an address; default none.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary><c>connect-timeout</c>: for name resolution and connecting; default 5 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary><c>max-connections-per-host</c>: default 64. Further calls wait, within their own timeout.</summary>
    public int MaxConnectionsPerHost { get; init; } = 64;

    /// <summary>
    /// <c>max-response</c>: how many bytes of a body are read, counted after decompression; default 1 MiB. The rest is not fetched.
    /// </summary>
    public int MaxResponse { get; init; } = 1024 * 1024;

    /// <summary><c>max-data</c>: how many characters of a textual body become the result's data; default 64 Ki.</summary>
    public int MaxData { get; init; } = 64 * 1024;

    /// <summary>
    /// <c>connection-lifetime</c>: after which a pooled connection is replaced, so that names are resolved anew; default 2 min.
    /// </summary>
    public TimeSpan ConnectionLifetime { get; init; } = TimeSpan.FromMinutes(2);
}
