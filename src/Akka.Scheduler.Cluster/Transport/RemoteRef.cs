using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Cluster.Transport;

/// <summary>The stand-in for an actor of another node: what it is told is encoded and sent there.</summary>
internal sealed class RemoteRef<T>(ActorAddress address, ITransport transport, IMessageCodec codec, IAddressBook addresses) : ActorRef<T>, IRemoteRef
{
    public ActorAddress Address => address;

    public override ActorPath Path { get; } = new ActorPath($"//{address.Node.NodeId}").Child(address.Name);

    public override bool IsRemote => true;

    public override void Tell(T message) => TryTell(message);

    public override bool TryTell(T message) => transport.Send(address.Node, new(address.Name, codec.Encode(message, addresses)));

    public override bool Equals(object? other) => other is RemoteRef<T> twin && twin.Address == address;

    public override int GetHashCode() => address.GetHashCode();
}

/// <summary>A stand-in, whatever its actor understands.</summary>
internal interface IRemoteRef
{
    ActorAddress Address { get; }
}
