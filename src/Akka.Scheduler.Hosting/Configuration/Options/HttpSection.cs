using Akka.Scheduler.Hosting.Configuration.Keys;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary><c>scheduler.http</c>: the HTTP listener.</summary>
public sealed record HttpSection
{
    /// <summary>
    /// Where HTTP listens, default <c>127.0.0.1:8080</c>; port 0 picks a free one. An address that other machines can reach needs
    /// <see cref="AuthSection.IsConfigured"/>.
    /// </summary>
    public BindAddress Bind { get; init; } = new("127.0.0.1", 8080);

    /// <summary>
    /// The largest request body, in bytes. 64 KiB to 1 GiB, default 16 MiB; at least <see cref="LimitsSection.MaxPayload"/>.
    /// </summary>
    public long MaxBody { get; init; } = 16 * 1024 * 1024;

    /// <summary>How long a client may take to send the head of its request. 100 ms to 10 minutes, default 30 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    internal static OptionSection Keys { get; } = new OptionSection<HttpSection>(
        "scheduler.http",
        options => options.Http,
        (options, section) => options with { Http = section },
        new OptionKey<HttpSection, BindAddress>("bind", OptionTypes.Address, s => s.Bind, (s, v) => s with { Bind = v }),
        new OptionKey<HttpSection, long>("max-body", OptionTypes.Size("64KiB", "1GiB"), s => s.MaxBody, (s, v) => s with { MaxBody = v }),
        new OptionKey<HttpSection, TimeSpan>(
            "request-timeout", OptionTypes.Duration("100ms", "10m"), s => s.RequestTimeout, (s, v) => s with { RequestTimeout = v }));
}
