namespace Akka.Scheduler.Kernel;

/// <summary>An address that leads to an actor of this process, so that its lifecycle can be followed.</summary>
internal interface ICellRef : IActorRef
{
    ActorCell Cell { get; }
}

/// <summary>The actor's own address.</summary>
internal sealed class LocalRef<T>(ActorCell<T> cell, Mailbox<T> mailbox) : ActorRef<T>, ICellRef
{
    public override ActorPath Path => cell.Path;

    ActorCell ICellRef.Cell => cell;

    public override bool TryTell(T message) => mailbox.TryPost(message);

    public override void Tell(T message)
    {
        if (!mailbox.TryPost(message))
            cell.System.DeadLetters.Publish(message, cell.Path, mailbox.IsClosed);
    }
}

/// <summary>A second address of the same actor, for senders that speak another type. The map runs on the sender's thread.</summary>
internal sealed class AdaptedRef<TOther, T>(LocalRef<T> target, Func<TOther, T> map) : ActorRef<TOther>, ICellRef
{
    public override ActorPath Path => target.Path;

    ActorCell ICellRef.Cell => ((ICellRef)target).Cell;

    public override void Tell(TOther message) => target.Tell(map(message));

    public override bool TryTell(TOther message) => target.TryTell(map(message));
}
