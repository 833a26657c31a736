using System.Globalization;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Tracing;
using RabbitMQ.Client;

namespace Akka.Scheduler.Executors.RabbitMq;

/// <summary>The properties that a message goes out with.</summary>
internal static class RabbitMqMessage
{
    /// <summary>The pseudo-queue whose consumer gets the answers of what its own channel sends.</summary>
    public const string ReplyQueue = "amq.rabbitmq.reply-to";

    public static BasicProperties Properties(RabbitMqPayload payload, AttemptContext attempt)
    {
        var headers = payload.Headers.ToDictionary(header => header.Key, object? (header) => header.Value);
        headers["x-scheduler-task-id"] = attempt.Task.ToString();
        headers["x-scheduler-attempt-id"] = attempt.Id.ToString();
        headers["x-scheduler-attempt"] = attempt.Number;
        headers["x-scheduler-fencing-token"] = attempt.FencingToken;
        headers["x-scheduler-deadline"] = AttemptInstant.Text(attempt.Deadline);
        headers["traceparent"] = AttemptTrace.ParentFor(attempt);
        var properties = new BasicProperties
        {
            AppId = "akka-scheduler",
            // The same for all attempts of a task: a message that was sent twice is known by it.
            MessageId = payload.MessageId ?? attempt.Task.ToString(),
            ContentType = payload.ContentType,
            Persistent = payload.IsPersistent,
            Headers = headers,
        };
        if (payload.Priority is { } priority) properties.Priority = priority;
        if (payload.Expiration is { } expiration)
            properties.Expiration = Math.Max(1, (long)expiration.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        if (payload.WantsReply) (properties.ReplyTo, properties.CorrelationId) = (ReplyQueue, attempt.Id.ToString());
        return properties;
    }
}
