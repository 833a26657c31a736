namespace Akka.Scheduler.Kernel;

/// <summary>An ask that got no answer.</summary>
public sealed class AskTimeoutException : TimeoutException
{
    internal AskTimeoutException(ActorPath actor, TimeSpan timeout, bool wasRefused)
        : base(wasRefused ? $"{actor} took no question: its mailbox is full or stopped." : $"{actor} did not answer within {timeout}.")
    {
        Actor = actor;
        WasRefused = wasRefused;
    }

    /// <summary>Who was asked.</summary>
    public ActorPath Actor { get; }

    /// <summary>True when the question was never delivered, because the mailbox was full or stopped; then the ask fails without waiting.</summary>
    public bool WasRefused { get; }
}
