using System.Text;
using System.Text.Json;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Payloads;

namespace Akka.Scheduler.Executors.RabbitMq;

/// <summary>What a task of the executor <c>rabbitmq</c> asks for: one message.</summary>
internal sealed record RabbitMqPayload
{
    // What AMQP calls a short string.
    private const int MaxShortText = 255;
    private const int MaxPriority = 255;

    public required string Exchange { get; init; }

    public required string RoutingKey { get; init; }

    public required byte[] Body { get; init; }

    public required string ContentType { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>What consumers tell duplicates by; the task's id where none is given.</summary>
    public string? MessageId { get; init; }

    public bool IsPersistent { get; init; }

    /// <summary>Whether a message that no queue takes is handed back.</summary>
    public bool IsMandatory { get; init; }

    public TimeSpan? Expiration { get; init; }

    public byte? Priority { get; init; }

    /// <summary>Whether the task waits for an answer, which becomes its result.</summary>
    public bool WantsReply { get; init; }

    public TimeSpan? Timeout { get; init; }

    public static PayloadProblem? Read(JsonElement? payload, out RabbitMqPayload? parsed)
    {
        var fields = PayloadFields.Of(payload);
        var exchange = ShortText(fields, "exchange") ?? "";
        var key = ShortText(fields, "routingKey") ?? "";
        if (exchange.Length == 0 && key.Length == 0)
            fields.Refuse("routingKey", "'routingKey' is required without an 'exchange': it is then the name of a queue.");
        var (body, type) = ReadBody(fields);
        parsed = new RabbitMqPayload
        {
            Exchange = exchange,
            RoutingKey = key,
            Body = body,
            ContentType = ShortText(fields, "contentType") ?? type,
            Headers = ReadHeaders(fields),
            MessageId = ShortText(fields, "messageId"),
            IsPersistent = fields.Flag("persistent") ?? true,
            IsMandatory = fields.Flag("mandatory") ?? true,
            Expiration = ReadExpiration(fields),
            Priority = (byte?)fields.Number("priority", 0, MaxPriority),
            WantsReply = fields.Flag("reply") ?? false,
            Timeout = fields.Duration("timeout"),
        };
        return fields.End();
    }

    private static string? ShortText(PayloadFields fields, string name)
    {
        var text = fields.Text(name);
        if (text is not null && Encoding.UTF8.GetByteCount(text) > MaxShortText) fields.Refuse(name, $"'{name}' may have at most {MaxShortText} bytes.");
        return text;
    }

    private static (byte[] Body, string Type) ReadBody(PayloadFields fields)
    {
        var (text, json, binary) = (fields.Text("body"), fields.Find("json"), fields.Text("base64"));
        if ((text is null ? 0 : 1) + (json is null ? 0 : 1) + (binary is null ? 0 : 1) > 1)
            fields.Refuse(binary is null ? "json" : "base64", "The message has one of 'body', 'json' and 'base64'.");
        if (json is { } value) return (Encoding.UTF8.GetBytes(value.GetRawText()), "application/json");
        if (binary is null) return (Encoding.UTF8.GetBytes(text ?? ""), "text/plain; charset=utf-8");
        var bytes = new byte[binary.Length];
        if (!Convert.TryFromBase64String(binary, bytes, out var length)) fields.Refuse("base64", "'base64' must be base64.");
        return (bytes[..length], "application/octet-stream");
    }

    private static TimeSpan? ReadExpiration(PayloadFields fields)
    {
        var expiration = fields.Duration("expiration");
        if (expiration?.TotalMilliseconds > uint.MaxValue) fields.Refuse("expiration", "'expiration' may be at most 49 days.");
        return expiration;
    }

    private static IReadOnlyDictionary<string, string> ReadHeaders(PayloadFields fields)
    {
        var headers = fields.Map("headers");
        foreach (var name in headers.Keys)
        {
            if (name.Length == 0 || Encoding.UTF8.GetByteCount(name) > MaxShortText)
                fields.Refuse($"headers.{name}", $"A header's name has 1 to {MaxShortText} bytes.");
            if (name.StartsWith("x-scheduler-", StringComparison.OrdinalIgnoreCase) || name is "traceparent" or "tracestate")
                fields.Refuse($"headers.{name}", $"'{name}' is set by the scheduler.");
            if (name is "CC" or "BCC") fields.Refuse($"headers.{name}", $"'{name}' sends copies to other queues, which a task may not.");
        }

        return headers;
    }
}
