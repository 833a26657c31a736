namespace Akka.Scheduler.Kernel;

/// <summary>What an actor system needs from outside.</summary>
public sealed record ActorSystemOptions
{
    /// <summary>The only clock of the system.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>What runs the actors.</summary>
    public required Dispatcher Dispatcher { get; init; }

    /// <summary>The only source of randomness: with the same seed, clock and order of messages, actors draw the same numbers.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Told of every failure, on the failing actor's turn. Must not throw or block. Default: nobody is told.</summary>
    public Action<ActorFailure> OnFailure { get; init; } = static _ => { };
}
