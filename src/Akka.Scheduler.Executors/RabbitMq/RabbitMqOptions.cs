namespace Akka.Scheduler.Executors.RabbitMq;

/// <summary>Options of the executor <c>rabbitmq</c>; keys below <c>scheduler.executors.rabbitmq</c>. No record: its text would show the password.</summary>
public sealed class RabbitMqOptions
{
    /// <summary>The key that turns the executor on.</summary>
    public const string UriKey = "scheduler.executors.rabbitmq.uri";

    /// <summary><c>uri</c>: the broker, as <c>amqp://user:password@host:5672/vhost</c> or <c>amqps://</c>; default none, and the executor is off.</summary>
    public string? Uri { get; init; }

    /// <summary><c>connect-timeout</c>: for connecting and logging in; default 5 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary><c>max-channels</c>: how many messages may wait for their confirmation or reply at once; default 64. Further ones wait for a channel.</summary>
    public int MaxChannels { get; init; } = 64;

    /// <summary><c>max-reply</c>: how many bytes of a reply are kept; default 1 MiB.</summary>
    public int MaxReply { get; init; } = 1024 * 1024;

    /// <summary>How many characters of a textual reply become the result's data; default 64 Ki.</summary>
    public int MaxData { get; init; } = 64 * 1024;
}
