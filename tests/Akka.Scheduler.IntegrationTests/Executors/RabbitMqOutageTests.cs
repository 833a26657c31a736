using System.Text.Json;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Executors.RabbitMq;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.IntegrationTests.Gateway;
using Akka.Scheduler.TestKit.Network;
using RabbitMQ.Client;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Executors;

/// <summary>The executor <c>rabbitmq</c> while the broker goes away and comes back.</summary>
public sealed class RabbitMqOutageTests
{
    [Fact]
    public async Task A_broker_that_goes_away_is_tried_again_until_it_is_back()
    {
        await using var broker = await RabbitBroker.StartAsync();
        await QueueAsync(broker);
        await using var node = await ServedNode.StartAsync(options => options with
        {
            Executors = options.Executors with { RabbitMq = new() { Uri = new Secret(broker.Uri) } },
        });
        (await SubmitAsync(node, "before", "?wait=30s")).GetProperty("status").GetString().ShouldBe("succeeded");

        await broker.KillAsync();
        await SubmitAsync(node, "during", "");
        await EventAsync(node, "during", "retrying");
        await broker.RunAsync();
        await EventAsync(node, "during", "succeeded");

        await using var connection = await ConnectAsync(broker);
        await using var channel = await connection.CreateChannelAsync();
        var ids = new List<string?>();
        while (await channel.BasicGetAsync("kept", autoAck: true) is { } message) ids.Add(message.BasicProperties.MessageId);
        ids.ShouldBe(["before", "during"]);
    }

    [Fact]
    public async Task A_connection_lost_before_the_confirmation_is_tried_again_and_the_message_may_be_there_twice()
    {
        await using var broker = await RabbitBroker.StartAsync();
        await QueueAsync(broker);
        await using var proxy = TcpProxy.To(broker.Port);
        await using var executor = new RabbitMqExecutor(new() { Uri = $"amqp://guest:guest@127.0.0.1:{proxy.Port}/" }, TimeProvider.System);
        var attempt = ExecutorAttempt.Of("""{"routingKey":"kept","body":"x"}""");
        (await executor.RunAsync(attempt, CancellationToken.None)).ShouldBeOfType<AttemptOutcome.Succeeded>();

        proxy.LoseAnswers();
        var failed = (await executor.RunAsync(attempt, CancellationToken.None).WaitAsync(ExecutorAttempt.Patience)).ShouldBeOfType<AttemptOutcome.Failed>();
        failed.Retryable.ShouldBeTrue();
        failed.Error.ShouldContain("may have been taken");
        proxy.Heal();
        (await executor.RunAsync(attempt, CancellationToken.None)).ShouldBeOfType<AttemptOutcome.Succeeded>();

        await using var connection = await ConnectAsync(broker);
        await using var channel = await connection.CreateChannelAsync();
        (await channel.MessageCountAsync("kept")).ShouldBe(3u);
    }

    private static Task<IConnection> ConnectAsync(RabbitBroker broker) =>
        new ConnectionFactory { Uri = new Uri(broker.Uri) }.CreateConnectionAsync();

    private static async Task QueueAsync(RabbitBroker broker)
    {
        await using var connection = await ConnectAsync(broker);
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync("kept", durable: true, exclusive: false, autoDelete: false);
    }

    private static Task<JsonElement> SubmitAsync(ServedNode node, string id, string query) => node.AskAsync(
        HttpMethod.Post,
        $"tasks{query}",
        $$"""
        {"id":"{{id}}","executor":"rabbitmq","payload":{"routingKey":"kept","body":"x"},"retry":{"maxRetries":1000,"delay":"100ms","backoffRate":1} }
        """,
        201);

    private static async Task EventAsync(ServedNode node, string id, string status)
    {
        using var patience = new CancellationTokenSource(ExecutorAttempt.Patience);
        while (true)
        {
            var events = (await node.AskAsync(HttpMethod.Get, $"tasks/{id}/events", null, 200)).GetProperty("items").EnumerateArray();
            if (events.Any(item => item.TryGetProperty("to", out var to) && to.GetString() == status)) return;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }
}
