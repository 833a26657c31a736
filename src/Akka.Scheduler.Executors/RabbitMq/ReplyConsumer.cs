using System.Net.Http.Headers;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Executors.Http;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Akka.Scheduler.Executors.RabbitMq;

/// <summary>Waits for the one answer to a message.</summary>
internal sealed class ReplyConsumer(IChannel channel, string correlationId, RabbitMqOptions options) : AsyncDefaultBasicConsumer(channel)
{
    private readonly TaskCompletionSource<TaskResult> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The answer as a result.</summary>
    public Task<TaskResult> Reply => _reply.Task;

    public override Task HandleBasicDeliverAsync(
        string consumerTag,
        ulong deliveryTag,
        bool redelivered,
        string exchange,
        string routingKey,
        IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default)
    {
        if (properties.CorrelationId != correlationId) return Task.CompletedTask;
        var type = MediaTypeHeaderValue.TryParse(properties.ContentType, out var parsed) ? parsed : null;
        var isCut = body.Length > options.MaxReply;
        var kept = ResponseBody.Of(isCut ? body.Span[..options.MaxReply] : body.Span, type, isCut, options.MaxData);
        _reply.TrySetResult(new TaskResult(0, kept.Remark is null ? "replied" : $"replied; {kept.Remark}", kept.Text));
        return Task.CompletedTask;
    }

    public override Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason)
    {
        _reply.TrySetException(new OperationInterruptedException(reason));
        return base.HandleChannelShutdownAsync(channel, reason);
    }
}
