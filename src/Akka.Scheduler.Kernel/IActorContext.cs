namespace Akka.Scheduler.Kernel;

/// <summary>
/// What an actor may ask of its system. Except for <see cref="Self"/>, <see cref="System"/> and <see cref="Time"/>, members are for
/// the actor's own turn only. Whatever an instance started (timers, piped tasks, watches, children) ends with it.
/// </summary>
/// <typeparam name="T">What the actor understands.</typeparam>
public interface IActorContext<T>
{
    /// <summary>The actor's own address; the same over all restarts.</summary>
    ActorRef<T> Self { get; }

    /// <summary>The system that the actor lives in.</summary>
    ActorSystem System { get; }

    /// <summary>The system's clock.</summary>
    TimeProvider Time { get; }

    /// <summary>Random numbers of this actor, derived from the system's seed and the path.</summary>
    Random Random { get; }

    /// <summary>Version-7 ids of this actor, derived from the system's seed, its clock and the path.</summary>
    GuidV7Source Ids { get; }

    /// <summary>Timers of this actor.</summary>
    ITimers<T> Timers { get; }

    /// <summary>Cancelled as soon as this instance begins to stop or to restart. Link all owned work to it.</summary>
    CancellationToken Stopped { get; }

    /// <summary>Starts a child. It stops before this actor does, and when this actor restarts.</summary>
    /// <param name="props">How to make and supervise it.</param>
    /// <param name="name">Unique among the living children; not empty, without a slash.</param>
    /// <returns>The child's address; messages told from now on wait until it has started.</returns>
    /// <exception cref="InvalidOperationException">A living child has that name, or this actor is stopping.</exception>
    ActorRef<TChild> Spawn<TChild>(Props<TChild> props, string name);

    /// <summary>Stops a child after the message in hand; what waits in its mailbox becomes dead letters.</summary>
    /// <param name="child">A child of this actor; nothing happens when it has stopped already.</param>
    /// <exception cref="ArgumentException">Not a child of this actor.</exception>
    void Stop(IActorRef child);

    /// <summary>Stops this actor after the message in hand.</summary>
    void StopSelf();

    /// <summary>Asks for <see cref="Signal.Terminated"/> when the actor stops, or at once if it has stopped. Watching twice is once.</summary>
    /// <param name="actor">An actor of this process.</param>
    /// <exception cref="ArgumentException">The address is not that of an actor of this process.</exception>
    void Watch(IActorRef actor);

    /// <summary>Takes a watch back: its signal is not delivered, even if it is on its way.</summary>
    /// <param name="actor">The actor given to <see cref="Watch"/>.</param>
    void Unwatch(IActorRef actor);

    /// <summary>Turns a task's outcome into a message to this actor, which a full mailbox cannot lose. The maps run on the actor's turn.</summary>
    /// <param name="task">The work; its outcome is dropped if this instance ends first.</param>
    /// <param name="onSuccess">Makes the message from the result.</param>
    /// <param name="onFailure">Makes the message from the exception; of a cancelled task, an <see cref="OperationCanceledException"/>.</param>
    void PipeToSelf<TResult>(Task<TResult> task, Func<TResult, T> onSuccess, Func<Exception, T> onFailure);

    /// <summary>As the first overload, for a task without a result.</summary>
    /// <param name="task">The work.</param>
    /// <param name="onSuccess">Makes the message when it is done.</param>
    /// <param name="onFailure">Makes the message from the exception.</param>
    void PipeToSelf(Task task, Func<T> onSuccess, Func<Exception, T> onFailure);

    /// <summary>As the first overload, with a state handed to the maps so that they need no closure.</summary>
    /// <param name="task">The work; consumed by this call.</param>
    /// <param name="state">Handed to both maps.</param>
    /// <param name="onSuccess">Makes the message from the result.</param>
    /// <param name="onFailure">Makes the message from the exception.</param>
    void PipeToSelf<TResult, TState>(
        ValueTask<TResult> task, TState state, Func<TState, TResult, T> onSuccess, Func<TState, Exception, T> onFailure);

    /// <summary>As the overload for <see cref="ValueTask{TResult}"/>.</summary>
    /// <param name="task">The work.</param>
    /// <param name="state">Handed to both maps.</param>
    /// <param name="onSuccess">Makes the message from the result.</param>
    /// <param name="onFailure">Makes the message from the exception.</param>
    void PipeToSelf<TResult, TState>(
        Task<TResult> task, TState state, Func<TState, TResult, T> onSuccess, Func<TState, Exception, T> onFailure);

    /// <summary>A further address of this actor, for senders that speak another type. It outlives restarts and obeys the mailbox's bound.</summary>
    /// <param name="map">Pure: runs on the sender's thread.</param>
    ActorRef<TOther> Adapt<TOther>(Func<TOther, T> map);
}
