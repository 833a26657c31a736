using Akka.Scheduler.Hosting.Configuration.Keys;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary><c>scheduler.executors.rabbitmq</c></summary>
public sealed record RabbitMqExecutorSection
{
    /// <summary>The broker, as <c>amqp://user:password@host:5672/vhost</c> or <c>amqps://</c>; null (the default) turns the executor off.</summary>
    public Secret? Uri { get; init; }

    /// <summary>How long connecting and logging in may take. 10 ms to 5 minutes, default 5 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many messages may wait for their confirmation or reply at once. 1 to 2000, default 64; further ones wait for a channel.</summary>
    public int MaxChannels { get; init; } = 64;

    /// <summary>How much of a reply is read, in bytes. 0 to 16 MiB, default 1 MiB.</summary>
    public long MaxReply { get; init; } = 1024 * 1024;

    internal static OptionSection Keys { get; } = new OptionSection<RabbitMqExecutorSection>(
        "scheduler.executors.rabbitmq",
        options => options.Executors.RabbitMq,
        (options, section) => options with { Executors = options.Executors with { RabbitMq = section } },
        new OptionKey<RabbitMqExecutorSection, Secret>("uri", SecretTypes.Broker, s => s.Uri, (s, v) => s with { Uri = v }),
        new OptionKey<RabbitMqExecutorSection, TimeSpan>(
            "connect-timeout", OptionTypes.Duration("10ms", "5m"), s => s.ConnectTimeout, (s, v) => s with { ConnectTimeout = v }),
        new OptionKey<RabbitMqExecutorSection, int>(
            "max-channels", OptionTypes.Integer(1, 2000), s => s.MaxChannels, (s, v) => s with { MaxChannels = v }),
        new OptionKey<RabbitMqExecutorSection, long>(
            "max-reply", OptionTypes.Size("0B", "16MiB"), s => s.MaxReply, (s, v) => s with { MaxReply = v }));
}
