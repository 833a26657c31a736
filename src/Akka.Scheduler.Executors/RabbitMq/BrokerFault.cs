using Akka.Scheduler.Domain.Tasks;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Akka.Scheduler.Executors.RabbitMq;

/// <summary>What faults of the broker and of the way to it mean to a task.</summary>
internal static class BrokerFault
{
    /// <summary>Whether the fault is one of those.</summary>
    public static bool Is(Exception fault) => fault is RabbitMQClientException or IOException or TimeoutException;

    /// <summary>What the attempt came to. A message whose confirmation did not come may have been taken: another attempt may send it twice.</summary>
    public static AttemptOutcome.Failed Outcome(Exception fault, RabbitMqPayload payload) => fault switch
    {
        PublishException { IsReturn: true } => new($"No queue takes the message: exchange '{payload.Exchange}', routing key '{payload.RoutingKey}'.", null)
        {
            Retryable = false,
            Reason = TaskReason.Unroutable,
        },
        PublishException => new("The broker did not take the message (nack): a queue is full, or the broker is in trouble.", null)
        {
            Reason = TaskReason.Nack,
        },
        OperationInterruptedException { ShutdownReason: { Initiator: ShutdownInitiator.Peer } closed } => new(
            $"The broker closed: {closed.ReplyText}", new TaskResult(closed.ReplyCode, closed.ReplyText, null))
        {
            Retryable = IsRetryable(closed.ReplyCode),
            Reason = TaskReason.Status,
        },
        OperationInterruptedException => Lost("The connection was lost before the broker confirmed: the message may have been taken.", fault),
        _ => Lost($"The broker cannot be reached. {(fault.InnerException ?? fault).Message}", fault),
    };

    /// <summary>Whether a close with this code of AMQP may come out better later: not what says that the message itself, or the right to it, is wrong.</summary>
    public static bool IsRetryable(int code) => code is not (311 or 403 or 404 or 406);

    private static AttemptOutcome.Failed Lost(string story, Exception fault) => new(story, null) { ErrorType = fault.GetType().FullName };
}
