using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Scheduler.Hosting.Configuration.Keys;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary><c>scheduler.executors.grpc</c></summary>
public sealed record GrpcExecutorSection
{
    /// <summary>Whether the executor is offered; default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Whether tasks may call private and loopback addresses; default false, as for <see cref="HttpExecutorSection"/>.</summary>
    public bool AllowPrivateNetworks { get; init; }

    /// <summary>Hosts whose address is not checked, each exact or as <c>*.example.com</c>; default none: every public host may be called.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>The longest message that is taken as a response, in bytes. 0 to 16 MiB, default 1 MiB; a longer one fails the call.</summary>
    public long MaxResponse { get; init; } = 1024 * 1024;

    /// <summary>How long connecting may take, TLS included. 10 ms to 5 minutes, default 5 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A PEM file of the authorities that servers' certificates must come from; null (the default) is those the machine trusts.</summary>
    public string? Authorities { get; init; }

    internal static OptionSection Keys { get; } = new OptionSection<GrpcExecutorSection>(
        "scheduler.executors.grpc",
        options => options.Executors.Grpc,
        (options, section) => options with { Executors = options.Executors with { Grpc = section } },
        new OptionKey<GrpcExecutorSection, bool>("enabled", OptionTypes.Boolean, s => s.Enabled, (s, v) => s with { Enabled = v }),
        new OptionKey<GrpcExecutorSection, bool>(
            "allow-private-networks",
            OptionTypes.Boolean,
            s => s.AllowPrivateNetworks,
            (s, v) => s with { AllowPrivateNetworks = v }),
        new OptionKey<GrpcExecutorSection, IReadOnlyList<string>>(
            "allowed-hosts",
            HostType.List,
            s => s.AllowedHosts,
            (s, v) => s with { AllowedHosts = v }),
        new OptionKey<GrpcExecutorSection, long>(
            "max-response", OptionTypes.Size("0B", "16MiB"), s => s.MaxResponse, (s, v) => s with { MaxResponse = v }),
        new OptionKey<GrpcExecutorSection, TimeSpan>(
            "connect-timeout", OptionTypes.Duration("10ms", "5m"), s => s.ConnectTimeout, (s, v) => s with { ConnectTimeout = v }),
        new OptionKey<GrpcExecutorSection, string>(
            "ca", new TextType<string>("a PEM file of certificates", TryRead, OptionTypes.Quote, CheckAuthorities), s => s.Authorities, (s, v) => s with { Authorities = v }));

    private static bool TryRead(string text, out string value)
    {
        value = text;
        return true;
    }

    private static string? CheckAuthorities(string file)
    {
        try
        {
            var read = new X509Certificate2Collection();
            read.ImportFromPemFile(file);
            return read.Count > 0 ? null : "the file holds no certificate";
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            return $"the file cannot be used: {bad.Message}";
        }
    }
}
