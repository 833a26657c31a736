using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Cluster.Transport;

/// <summary>Gives actors addresses that hold across nodes, and finds actors by them.</summary>
public interface IAddressBook
{
    /// <summary>The address of an actor of this node (exported by this, if it was not) or of another one.</summary>
    ActorAddress AddressOf<T>(ActorRef<T> actor);

    /// <summary>The actor at an address: itself on this node, a stand-in that sends to it on another.</summary>
    /// <remarks>An address that nothing stands behind (any more) swallows what is sent to it, as the reference of a stopped actor does.</remarks>
    ActorRef<T> Find<T>(ActorAddress address);
}

/// <summary>Where an actor is.</summary>
/// <param name="Node">On which incarnation of which node.</param>
/// <param name="Name">The name it is exported under there.</param>
public readonly record struct ActorAddress(NodeIncarnation Node, string Name);
