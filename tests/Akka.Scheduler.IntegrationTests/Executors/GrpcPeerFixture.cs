using Xunit;

namespace Akka.Scheduler.IntegrationTests.Executors;

/// <summary>One gRPC server for all tests of a class.</summary>
public sealed class GrpcPeerFixture : IAsyncLifetime
{
    internal GrpcPeer Peer { get; private set; } = null!;

    public async Task InitializeAsync() => Peer = await GrpcPeer.StartAsync();

    public Task DisposeAsync() => Peer.DisposeAsync().AsTask();
}
