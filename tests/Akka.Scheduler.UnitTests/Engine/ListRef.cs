using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.UnitTests.Engine;

/// <summary>The address of nobody: keeps what it is told.</summary>
internal sealed class ListRef<T>(string name) : ActorRef<T>
{
    public List<T> Told { get; } = [];

    public override ActorPath Path => new($"/{name}");

    public override void Tell(T message) => Told.Add(message);

    public override bool TryTell(T message)
    {
        Told.Add(message);
        return true;
    }
}
