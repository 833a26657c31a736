namespace Akka.Scheduler.TestKit.PostgreSql;

/// <summary>How a test's PostgreSQL server is set up.</summary>
public sealed record PostgresOptions
{
    /// <summary>
    /// Whether a commit is on disk before it is acknowledged (<c>fsync</c> and <c>synchronous_commit</c> on). Default true. False is
    /// faster, and only for tests that say nothing about what outlives a crash.
    /// </summary>
    public bool Durable { get; init; } = true;

    /// <summary><c>max_connections</c>, at least 10. Default 200.</summary>
    public int MaxConnections { get; init; } = 200;

    /// <summary><c>shared_buffers</c>, with a PostgreSQL unit. Default 128MB.</summary>
    public string SharedBuffers { get; init; } = "128MB";

    /// <summary>
    /// The size of a volume in memory that holds the whole server, such as <c>600m</c>, so that it can be filled. Needs the right to mount.
    /// Default (null): the temporary directory.
    /// </summary>
    public string? VolumeSize { get; init; }

    /// <summary>
    /// Whether the server has a clock of its own, for <see cref="PostgresServer.StepClock"/>. Needs the Debian package <c>libfaketime</c>. Default false.
    /// </summary>
    public bool OwnClock { get; init; }

    /// <summary>Further lines of <c>postgresql.conf</c>, which win over the ones above. Default none.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    internal string ToConfiguration()
    {
        var durable = Durable ? "on" : "off";
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = "127.0.0.1",
            ["unix_socket_directories"] = "",
            ["fsync"] = durable,
            ["synchronous_commit"] = durable,
            ["full_page_writes"] = durable,
            ["max_connections"] = MaxConnections.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["shared_buffers"] = SharedBuffers,
            ["log_min_messages"] = "warning",
        };
        foreach (var (key, value) in Settings) settings[key] = value;
        return string.Concat(settings.Select(s => $"{s.Key} = '{s.Value.Replace("'", "''", StringComparison.Ordinal)}'\n"));
    }
}

/// <summary>How a server is stopped.</summary>
public enum PostgresStop
{
    /// <summary>Sessions are ended, and everything is written out.</summary>
    Fast,

    /// <summary>Like a crash: nothing is written out, and the next start recovers from the log.</summary>
    Immediate,
}
