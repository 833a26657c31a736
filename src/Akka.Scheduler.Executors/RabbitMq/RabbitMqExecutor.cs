using System.Text.Json;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Payloads;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Akka.Scheduler.Executors.RabbitMq;

/// <summary>Publishes messages to the node's RabbitMQ broker, and succeeds when the broker has confirmed them; or waits for an answer.</summary>
/// <remarks>
/// At least once: where the connection is lost before the confirmation, the next attempt publishes again. The message id is the task's,
/// so that consumers can tell.
/// </remarks>
public sealed class RabbitMqExecutor : ITaskExecutor, IAsyncDisposable
{
    private readonly RabbitMqOptions _options;
    private readonly TimeProvider _time;
    private readonly BrokerConnection _connection;
    private readonly BrokerChannels _channels;

    /// <summary>Makes the executor; it connects when the first message is to go out.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="time">What timeouts are measured with.</param>
    public RabbitMqExecutor(RabbitMqOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        (_options, _time) = (options, time);
        _connection = new BrokerConnection(options, time);
        _channels = new BrokerChannels(_connection, options.MaxChannels);
    }

    /// <inheritdoc/>
    public string Name => "rabbitmq";

    private static string Disabled => $"The rabbitmq executor is off. Set {RabbitMqOptions.UriKey} on the nodes that may publish.";

    /// <inheritdoc/>
    public PayloadProblem? Check(JsonElement? payload) =>
        _options.Uri is null ? new PayloadProblem("", Disabled) : RabbitMqPayload.Read(payload, out _);

    /// <inheritdoc/>
    public async Task<AttemptOutcome> RunAsync(AttemptContext attempt, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        // Another worker may well have a broker.
        if (_options.Uri is null) return new AttemptOutcome.Failed(Disabled, null) { Reason = TaskReason.Disabled };
        if (RabbitMqPayload.Read(PayloadText.Parse(attempt.Payload), out var payload) is { } problem) return PayloadText.Refused(problem);
        using var timeout = payload!.Timeout is { } limit ? new CancellationTokenSource(limit, _time) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            return await _channels.UseAsync(channel => SendAsync(channel, payload, attempt, either.Token), either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            var what = payload.WantsReply ? "reply" : "confirmation";
            return new AttemptOutcome.Failed($"No {what} within {SpanText.Of(payload.Timeout!.Value)}.", null) { Reason = TaskReason.Timeout };
        }
        catch (Exception fault) when (BrokerFault.Is(fault))
        {
            return BrokerFault.Outcome(fault, payload);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _channels.Dispose();
    }

    private async Task<AttemptOutcome> SendAsync(IChannel channel, RabbitMqPayload payload, AttemptContext attempt, CancellationToken cancel)
    {
        try
        {
            if (payload.WantsReply) return await AskAsync(channel, payload, attempt, cancel);
            await PublishAsync(channel, payload, attempt, cancel);
            return new AttemptOutcome.Succeeded(new TaskResult(0, "confirmed", null));
        }
        catch (PublishException fault)
        {
            // The channel is as good as before.
            return BrokerFault.Outcome(fault, payload);
        }
    }

    private async Task<AttemptOutcome> AskAsync(IChannel channel, RabbitMqPayload payload, AttemptContext attempt, CancellationToken cancel)
    {
        var consumer = new ReplyConsumer(channel, attempt.Id.ToString(), _options);
        var tag = await channel.BasicConsumeAsync(RabbitMqMessage.ReplyQueue, autoAck: true, consumer, cancel);
        try
        {
            await PublishAsync(channel, payload, attempt, cancel);
            return new AttemptOutcome.Succeeded(await consumer.Reply.WaitAsync(cancel));
        }
        finally
        {
            // A reply to a later attempt must not meet this consumer. Where the channel is given up, so is its consumer.
            if (channel.IsOpen && !cancel.IsCancellationRequested) await channel.BasicCancelAsync(tag, noWait: false, cancel);
        }
    }

    private static ValueTask PublishAsync(IChannel channel, RabbitMqPayload payload, AttemptContext attempt, CancellationToken cancel) =>
        channel.BasicPublishAsync(
            payload.Exchange, payload.RoutingKey, payload.IsMandatory, RabbitMqMessage.Properties(payload, attempt), payload.Body, cancel);
}
