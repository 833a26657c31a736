using Akka.Scheduler.Hosting.Configuration.Keys;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary><c>scheduler.auth</c>: who may use the HTTP API.</summary>
public sealed record AuthSection
{
    /// <summary>Whether callers must show a token; default false, which only a loopback <see cref="HttpSection.Bind"/> allows.</summary>
    public bool Enabled { get; init; }

    /// <summary>The tokens; default none.</summary>
    public IReadOnlyList<AuthToken> Tokens { get; init; } = [];

    /// <summary>Whether callers are told apart: enabled, with at least one token.</summary>
    public bool IsConfigured => Enabled && Tokens.Count > 0;

    internal static OptionSection Keys { get; } = new OptionSection<AuthSection>(
        "scheduler.auth",
        options => options.Auth,
        (options, section) => options with { Auth = section },
        new OptionKey<AuthSection, bool>("enabled", OptionTypes.Boolean, s => s.Enabled, (s, v) => s with { Enabled = v }),
        new OptionKey<AuthSection, IReadOnlyList<AuthToken>>("tokens", new TokensType(), s => s.Tokens, (s, v) => s with { Tokens = v }));
}
