namespace Akka.Scheduler.Kernel;

/// <summary>News that the kernel itself tells an actor. Never lost to a full mailbox.</summary>
public abstract record Signal
{
    private Signal()
    {
    }

    /// <summary>A watched actor has stopped. Told exactly once for each watch.</summary>
    /// <param name="Actor">The address as it was given to <see cref="IActorContext{T}.Watch"/>.</param>
    public sealed record Terminated(IActorRef Actor) : Signal;

    /// <summary>This instance replaces one that failed. Told after <see cref="Actor{T}.OnStart"/>, before any message.</summary>
    /// <param name="Cause">Why the previous instance ended.</param>
    /// <param name="Restarts">How many restarts followed one another since the last quiet period; at least 1.</param>
    public sealed record Restarted(Exception Cause, int Restarts) : Signal;
}
