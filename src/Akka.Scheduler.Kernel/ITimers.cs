namespace Akka.Scheduler.Kernel;

/// <summary>
/// An actor's timers, one for each key. Starting a key replaces its timer, and no message of the replaced or cancelled timer arrives
/// afterwards, even if it had fired. Ticks bypass the mailbox's bound; a periodic tick not yet handled swallows the next one.
/// </summary>
/// <typeparam name="T">What the actor understands.</typeparam>
public interface ITimers<T>
{
    /// <summary>Delivers a message once.</summary>
    /// <param name="key">Names the timer within the actor.</param>
    /// <param name="message">What to deliver.</param>
    /// <param name="delay">Zero or more; zero means on the next turn of the clock's timer queue.</param>
    void StartSingle(string key, T message, TimeSpan delay);

    /// <summary>Delivers a message again and again, first after one interval.</summary>
    /// <param name="key">Names the timer within the actor.</param>
    /// <param name="message">What to deliver.</param>
    /// <param name="interval">From 1 ms to 40 days.</param>
    void StartPeriodic(string key, T message, TimeSpan interval);

    /// <summary>Ends a timer; nothing happens if there is none.</summary>
    /// <param name="key">Names the timer within the actor.</param>
    void Cancel(string key);

    /// <summary>Whether a message of this timer may still come.</summary>
    /// <param name="key">Names the timer within the actor.</param>
    bool IsActive(string key);

    /// <summary>Ends all timers of the actor.</summary>
    void CancelAll();
}
