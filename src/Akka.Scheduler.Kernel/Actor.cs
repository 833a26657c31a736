namespace Akka.Scheduler.Kernel;

/// <summary>
/// State that only its own messages touch. One message is handled at a time, each sees what the previous one wrote, and no two
/// threads are ever inside one actor. An exception from any of its methods ends this instance; its <see cref="Supervision"/>
/// decides what follows.
/// </summary>
/// <typeparam name="T">What the actor understands: usually a closed hierarchy of records.</typeparam>
public abstract class Actor<T>
{
    private IActorContext<T>? _context;

    /// <summary>The actor's view of its system. Set before <see cref="OnStart"/>; not there yet in the constructor.</summary>
    protected IActorContext<T> Context =>
        _context ?? throw new InvalidOperationException("An actor's context exists from OnStart on, not in its constructor.");

    /// <summary>Handles one message. Never blocks, never awaits: waiting is a task piped to self, or a timer.</summary>
    /// <param name="message">The message.</param>
    protected abstract void Receive(T message);

    /// <summary>Runs before the first message, on the actor's own turn.</summary>
    protected virtual void OnStart()
    {
    }

    /// <summary>Runs once at the end of this instance, by stop or by restart, after all its children have stopped.</summary>
    protected virtual void OnStop()
    {
    }

    /// <summary>Handles news about the actor itself or about an actor that it watches.</summary>
    /// <param name="signal">The news.</param>
    protected virtual void OnSignal(Signal signal)
    {
    }

    internal void Attach(IActorContext<T> context) => _context = context;

    internal void Handle(T message) => Receive(message);

    internal void Start() => OnStart();

    internal void Stop() => OnStop();

    internal void Notify(Signal signal) => OnSignal(signal);
}
