using System.Diagnostics.CodeAnalysis;

namespace Akka.Scheduler.Hosting.Configuration.Keys;

/// <summary>Types whose values no message and no printed configuration shows.</summary>
internal static class SecretTypes
{
    public static OptionType<Secret> Text { get; } = new TextType<Secret>(
        "a text that is not empty", TryRead, _ => OptionTypes.Quote(Secret.Redacted), CheckFilled, secret: true);

    public static OptionType<Secret> ConnectionString { get; } = new TextType<Secret>(
        "a connection string, such as \"Host=db;Database=scheduler;Username=scheduler;Password=...\"",
        TryRead,
        value => OptionTypes.Quote(ConnectionText.Redact(value.Reveal())),
        CheckFilled,
        secret: true);

    public static OptionType<Secret> Broker { get; } = new TextType<Secret>(
        "a broker's address, such as \"amqp://user:password@host:5672/vhost\"",
        TryRead,
        value => OptionTypes.Quote(WithoutUser(value.Reveal())),
        value => Uri.TryCreate(value.Reveal(), UriKind.Absolute, out var uri) && uri.Scheme is ("amqp" or "amqps") && uri.Host.Length > 0
            ? null
            : "the address (not shown, it is secret) is none of amqp:// or amqps:// with a host",
        secret: true);

    private static string WithoutUser(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) ? $"{uri.Scheme}://{Secret.Redacted}@{uri.Authority}{uri.AbsolutePath}" : Secret.Redacted;

    private static bool TryRead(string text, [NotNullWhen(true)] out Secret? value)
    {
        value = new Secret(text);
        return true;
    }

    private static string? CheckFilled(Secret value) => string.IsNullOrWhiteSpace(value.Reveal()) ? "the text is empty" : null;
}
