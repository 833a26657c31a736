using System.Text;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Executors.RabbitMq;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Executors;

/// <summary>The executor <c>rabbitmq</c> against a broker. The facts that kill a broker have one of their own.</summary>
public sealed class RabbitMqExecutorTests(RabbitBrokerFixture fixture) : IClassFixture<RabbitBrokerFixture>, IAsyncLifetime, IAsyncDisposable
{
    private RabbitMqExecutor _executor = null!;
    private IConnection _connection = null!;
    private IChannel _channel = null!;

    public async Task InitializeAsync()
    {
        _executor = new(new() { Uri = fixture.Broker.Uri, MaxChannels = 4, MaxData = 20 }, TimeProvider.System);
        _connection = await new ConnectionFactory { Uri = new Uri(fixture.Broker.Uri) }.CreateConnectionAsync();
        _channel = await _connection.CreateChannelAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _executor.DisposeAsync();
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task A_confirmed_message_succeeds_and_tells_of_the_attempt()
    {
        await QueueAsync("told");

        var outcome = await RunAsync("""
            {"routingKey":"told","json":{"a":1},"headers":{"tenant":"t1"},"priority":3,"expiration":"10m"}
            """);

        outcome.ShouldBe(new AttemptOutcome.Succeeded(new TaskResult(0, "confirmed", null)));
        var message = (await _channel.BasicGetAsync("told", autoAck: true)).ShouldNotBeNull();
        Encoding.UTF8.GetString(message.Body.Span).ShouldBe("""{"a":1}""");
        var properties = message.BasicProperties;
        properties.ContentType.ShouldBe("application/json");
        properties.MessageId.ShouldBe("mail-1");
        properties.Persistent.ShouldBeTrue();
        properties.Priority.ShouldBe((byte)3);
        properties.Expiration.ShouldBe("600000");
        Header("tenant").ShouldBe("t1");
        Header("x-scheduler-task-id").ShouldBe("mail-1");
        Header("x-scheduler-attempt-id").ShouldBe("0195f2a1-7c3e-7000-8a1b-0123456789ab");
        Header("traceparent").ShouldBe("00-0af7651916cd43dd8448eb211c80319c-8a1b0123456789ab-01");
        properties.Headers!["x-scheduler-attempt"].ShouldBe(2);
        properties.Headers["x-scheduler-fencing-token"].ShouldBe(7L);

        string Header(string name) => Encoding.UTF8.GetString((byte[])properties.Headers![name]!);
    }

    [Fact]
    public async Task Many_messages_at_once_share_the_channels()
    {
        await QueueAsync("many");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => RunAsync("""{"routingKey":"many","body":"x"}""")));

        outcomes.ShouldAllBe(outcome => outcome is AttemptOutcome.Succeeded);
        (await _channel.MessageCountAsync("many")).ShouldBe(100u);
    }

    [Fact]
    public async Task A_message_for_no_queue_fails_for_good_unless_nobody_minds()
    {
        var failed = Failure(await RunAsync("""{"routingKey":"nowhere","body":"x"}"""));

        (failed.Retryable, failed.Reason).ShouldBe((false, "unroutable"));
        failed.Error.ShouldContain("nowhere");
        (await RunAsync("""{"routingKey":"nowhere","body":"x","mandatory":false}""")).ShouldBeOfType<AttemptOutcome.Succeeded>();
    }

    [Fact]
    public async Task An_exchange_that_is_not_there_fails_for_good_and_harms_no_other_message()
    {
        await QueueAsync("sound");

        var failed = Failure(await RunAsync("""{"exchange":"nowhere","body":"x"}"""));

        (failed.Retryable, failed.Result!.Code, failed.Reason).ShouldBe((false, 404, "status"));
        (await RunAsync("""{"routingKey":"sound","body":"x"}""")).ShouldBeOfType<AttemptOutcome.Succeeded>();
    }

    [Fact]
    public async Task A_message_that_a_full_queue_rejects_is_tried_again()
    {
        await QueueAsync("full", new() { ["x-max-length"] = 1, ["x-overflow"] = "reject-publish" });
        (await RunAsync("""{"routingKey":"full","body":"x"}""")).ShouldBeOfType<AttemptOutcome.Succeeded>();

        var failed = Failure(await RunAsync("""{"routingKey":"full","body":"y"}"""));

        (failed.Retryable, failed.Reason).ShouldBe((true, "nack"));
    }

    [Fact]
    public async Task A_reply_is_the_result()
    {
        await AnswerAsync("ask", question => $"{{\"you\":\"{question}\"}}");

        for (var time = 0; time < 2; time++)
        {
            var outcome = await RunAsync("""{"routingKey":"ask","body":"hello","reply":true}""");
            outcome.ShouldBe(new AttemptOutcome.Succeeded(new TaskResult(0, "replied", """{"you":"hello"}""")));
        }
    }

    [Fact]
    public async Task A_long_reply_is_cut()
    {
        await AnswerAsync("ask-much", _ => new string('x', 30));

        var outcome = (AttemptOutcome.Succeeded)await RunAsync("""{"routingKey":"ask-much","reply":true}""");

        outcome.Result!.Data.ShouldBe(new string('x', 20));
        outcome.Result.Message.ShouldBe("replied; the first 20 characters of 30 bytes are kept");
    }

    [Fact]
    public async Task No_reply_in_time_is_tried_again()
    {
        await QueueAsync("silent");

        var failed = Failure(await RunAsync("""{"routingKey":"silent","reply":true,"timeout":"300ms"}"""));

        (failed.Retryable, failed.Reason).ShouldBe((true, "timeout"));
    }

    [Fact]
    public async Task A_cancelled_wait_for_a_reply_throws()
    {
        using var cancel = new CancellationTokenSource();
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await AnswerAsync("cancelled", _ =>
        {
            arrived.SetResult();
            return null;
        });
        var run = _executor.RunAsync(ExecutorAttempt.Of("""{"routingKey":"cancelled","reply":true}"""), cancel.Token);
        await arrived.Task.WaitAsync(ExecutorAttempt.Patience);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(run.WaitAsync(ExecutorAttempt.Patience));
    }

    [Fact]
    public async Task A_wrong_password_is_tried_again_and_never_told()
    {
        await using var executor = new RabbitMqExecutor(new() { Uri = $"amqp://guest:secret-word@127.0.0.1:{fixture.Broker.Port}/" }, TimeProvider.System);

        var failed = Failure(await executor.RunAsync(ExecutorAttempt.Of("""{"routingKey":"x"}"""), CancellationToken.None));

        failed.Retryable.ShouldBeTrue();
        failed.ToString().ShouldNotContain("secret-word");
    }

    private Task<AttemptOutcome> RunAsync(string payload) =>
        _executor.RunAsync(ExecutorAttempt.Of(payload), CancellationToken.None).WaitAsync(ExecutorAttempt.Patience);

    private Task<QueueDeclareOk> QueueAsync(string name, Dictionary<string, object?>? arguments = null) =>
        _channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, arguments);

    private async Task AnswerAsync(string queue, Func<string, string?> answer)
    {
        await QueueAsync(queue);
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += async (_, message) =>
        {
            var (to, id) = (message.BasicProperties.ReplyTo!, message.BasicProperties.CorrelationId);
            if (answer(Encoding.UTF8.GetString(message.Body.Span)) is { } text)
                await _channel.BasicPublishAsync("", to, false, new BasicProperties { CorrelationId = id }, Encoding.UTF8.GetBytes(text));
        };
        await _channel.BasicConsumeAsync(queue, autoAck: true, consumer);
    }

    private static AttemptOutcome.Failed Failure(AttemptOutcome outcome) => outcome.ShouldBeOfType<AttemptOutcome.Failed>();
}
