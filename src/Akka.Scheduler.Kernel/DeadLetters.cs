namespace Akka.Scheduler.Kernel;

/// <summary>A message that nobody handled.</summary>
/// <param name="Message">The message.</param>
/// <param name="Recipient">Whom it was for.</param>
/// <param name="RecipientStopped">True when the recipient has stopped; false when its mailbox was full.</param>
public sealed record DeadLetter(object? Message, ActorPath Recipient, bool RecipientStopped);

/// <summary>Where messages go that a full or stopped mailbox did not take. Safe to use from any thread.</summary>
public sealed class DeadLetters
{
    private readonly Lock _gate = new();
    private Action<DeadLetter>? _subscribers;
    private long _count;

    internal DeadLetters()
    {
    }

    /// <summary>How many there were since the system was made.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Hands every dead letter from now on to a hook, on the thread where it arises: it must not throw or block.</summary>
    /// <param name="hook">Takes the letter.</param>
    /// <returns>Dispose to end the subscription.</returns>
    public IDisposable Subscribe(Action<DeadLetter> hook)
    {
        lock (_gate)
            _subscribers += hook;
        return new Subscription(this, hook);
    }

    internal void Publish<T>(T message, ActorPath recipient, bool recipientStopped)
    {
        Interlocked.Increment(ref _count);
        Volatile.Read(ref _subscribers)?.Invoke(new DeadLetter(message, recipient, recipientStopped));
    }

    private sealed class Subscription(DeadLetters letters, Action<DeadLetter> hook) : IDisposable
    {
        private int _disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) != 0)
                return;
            lock (letters._gate)
                letters._subscribers -= hook;
        }
    }
}
