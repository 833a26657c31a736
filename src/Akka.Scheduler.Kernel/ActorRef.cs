namespace Akka.Scheduler.Kernel;

/// <summary>The address of an actor whose message type is of no concern here: enough to watch it or to stop it.</summary>
public interface IActorRef
{
    /// <summary>The path of the actor behind this address.</summary>
    ActorPath Path { get; }
}

/// <summary>The address of an actor. Safe to use from any thread; stays valid, and becomes mute, when the actor stops.</summary>
/// <typeparam name="T">What the actor understands.</typeparam>
public abstract class ActorRef<T> : IActorRef
{
    /// <inheritdoc/>
    public abstract ActorPath Path { get; }

    /// <summary>Sends without blocking. What a full or stopped mailbox does not take becomes a dead letter.</summary>
    /// <param name="message">The message.</param>
    public abstract void Tell(T message);

    /// <summary>Sends without blocking, for a caller that wants back-pressure.</summary>
    /// <param name="message">The message.</param>
    /// <returns>False when the mailbox is full or stopped; the message is then still the caller's.</returns>
    public abstract bool TryTell(T message);

    /// <summary>Whether this is the address for one answer, of no use after it.</summary>
    public virtual bool TakesOneMessage => false;

    /// <summary>Whether the actor is, or may be, in another process: what is sent may be lost without a trace.</summary>
    public virtual bool IsRemote => false;

    /// <inheritdoc/>
    public override string ToString() => Path.Value;
}
