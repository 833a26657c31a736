using Xunit;

namespace Akka.Scheduler.IntegrationTests.Executors;

/// <summary>One broker for all tests of a class.</summary>
public sealed class RabbitBrokerFixture : IAsyncLifetime
{
    internal RabbitBroker Broker { get; private set; } = null!;

    public async Task InitializeAsync() => Broker = await RabbitBroker.StartAsync();

    public Task DisposeAsync() => Broker.DisposeAsync().AsTask();
}
