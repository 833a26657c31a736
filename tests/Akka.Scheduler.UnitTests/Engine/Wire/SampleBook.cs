using System.Globalization;
using System.Reflection;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Transport;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.UnitTests.Engine.Wire;

/// <summary>An address book of actors that are nothing but their addresses.</summary>
internal sealed class SampleBook : IAddressBook
{
    private readonly Dictionary<IActorRef, ActorAddress> _addresses = [];
    private readonly Dictionary<ActorAddress, IActorRef> _actors = [];

    public object MakeActor(Type understands, NodeIncarnation node) => typeof(SampleBook)
        .GetMethod(nameof(MakeActorOf), BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(understands).Invoke(this, [node])!;

    public ActorAddress AddressOf<T>(ActorRef<T> actor) => _addresses[actor];

    public ActorRef<T> Find<T>(ActorAddress address) => _actors.GetValueOrDefault(address) as ActorRef<T> ?? new Nobody<T>(address.Name);

    private Nobody<T> MakeActorOf<T>(NodeIncarnation node)
    {
        var address = new ActorAddress(node, string.Create(CultureInfo.InvariantCulture, $"#{_actors.Count}"));
        var actor = new Nobody<T>(address.Name);
        _addresses[actor] = address;
        _actors[address] = actor;
        return actor;
    }

    private sealed class Nobody<T>(string name) : ActorRef<T>
    {
        public override ActorPath Path { get; } = new ActorPath("//sample").Child(name);

        public override void Tell(T message) => throw new InvalidOperationException("nobody is there");

        public override bool TryTell(T message) => throw new InvalidOperationException("nobody is there");
    }
}
