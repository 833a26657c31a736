namespace Akka.Scheduler.Kernel;

/// <summary>How to make an actor, bound its mailbox and supervise it.</summary>
/// <typeparam name="T">What the actor understands.</typeparam>
/// <param name="Create">Makes an instance: at the start and at every restart, on the actor's own turn. Never returns the same one twice.</param>
public sealed record Props<T>(Func<Actor<T>> Create)
{
    /// <summary>How many messages may wait; at least 1, default 10,000. Signals, timers and piped results do not count.</summary>
    public int MailboxCapacity { get; init; } = 10_000;

    /// <summary>What follows a failure; default <see cref="Supervision.Default"/>.</summary>
    public Supervision Supervision { get; init; } = Supervision.Default;
}

/// <summary>Makes <see cref="Props{T}"/> with the type inferred.</summary>
public static class Props
{
    /// <summary>Props with the defaults.</summary>
    /// <param name="create">Makes an instance: at the start and at every restart.</param>
    public static Props<T> Create<T>(Func<Actor<T>> create) => new(create);
}
