namespace Akka.Scheduler.Kernel;

/// <summary>A tree of actors over one dispatcher and one clock. Safe to use from any thread.</summary>
public sealed class ActorSystem : IAsyncDisposable
{
    private static readonly TimeSpan DisposeTimeout = TimeSpan.FromSeconds(10);

    private readonly ActorSystemOptions _options;
    private readonly TopLevel _topLevel;

    private ActorSystem(string name, ActorSystemOptions options)
    {
        Name = name;
        _options = options;
        Path = new ActorPath(string.Empty).Child(name);
        _topLevel = new TopLevel(this);
    }

    /// <summary>The first part of every path in the system.</summary>
    public string Name { get; }

    /// <summary>The path under which top-level actors stand.</summary>
    public ActorPath Path { get; }

    /// <summary>The system's clock.</summary>
    public TimeProvider Time => _options.Time;

    /// <summary>Where undelivered messages go.</summary>
    public DeadLetters DeadLetters { get; } = new();

    internal Dispatcher Dispatcher => _options.Dispatcher;

    internal ulong Seed => _options.Seed;

    /// <summary>Makes a system without actors.</summary>
    /// <param name="name">Not empty, without a slash.</param>
    /// <param name="options">Clock, dispatcher, seed.</param>
    public static ActorSystem Create(string name, ActorSystemOptions options) => new(name, options);

    /// <summary>Starts a top-level actor. Spawn what others depend on first: shutdown goes the other way.</summary>
    /// <param name="props">How to make and supervise it.</param>
    /// <param name="name">Unique among the living top-level actors; not empty, without a slash.</param>
    /// <exception cref="InvalidOperationException">A living actor has that name, or the system is shutting down.</exception>
    public ActorRef<T> Spawn<T>(Props<T> props, string name)
    {
        var cell = new ActorCell<T>(this, _topLevel, Path.Child(name), props);
        _topLevel.Add(cell);
        cell.Post(new Lifecycle.Start());
        return cell.Self;
    }

    /// <summary>Stops a top-level actor after the message in hand.</summary>
    /// <param name="actor">A top-level actor of this system; nothing happens when it has stopped already.</param>
    /// <returns>Completes when it has stopped.</returns>
    /// <exception cref="ArgumentException">Not a top-level actor of this system.</exception>
    public Task StopAsync(IActorRef actor) =>
        actor is ICellRef { Cell: var cell } && cell.Parent == _topLevel
            ? _topLevel.StopAsync(cell)
            : throw new ArgumentException($"{actor.Path} is not a top-level actor of {Path}.", nameof(actor));

    /// <summary>Stops the top-level actors one after the other, the latest first, each with its children before it.</summary>
    /// <param name="timeout">For all of them together.</param>
    /// <exception cref="TimeoutException">Some have not stopped in time; all have been told to.</exception>
    public Task ShutdownAsync(TimeSpan timeout) => _topLevel.ShutdownAsync(timeout);

    /// <summary>Shuts down within 10 seconds.</summary>
    public async ValueTask DisposeAsync() => await ShutdownAsync(DisposeTimeout);

    internal void Report(ActorFailure failure) => _options.OnFailure(failure);
}
