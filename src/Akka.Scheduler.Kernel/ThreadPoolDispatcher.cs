namespace Akka.Scheduler.Kernel;

/// <summary>Runs actors on the thread pool of the process.</summary>
public sealed class ThreadPoolDispatcher : Dispatcher
{
    /// <summary>Makes the dispatcher.</summary>
    /// <param name="throughput">Messages that an actor handles before it goes behind the others; at least 1, default 64.</param>
    public ThreadPoolDispatcher(int throughput = 64)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(throughput, 1);
        Throughput = throughput;
    }

    internal override int Throughput { get; }

    // The sender's own queue: its cache is warm with the message, and an idle thread steals the turn if the sender goes on.
    internal override void Schedule(Mailbox mailbox) => ThreadPool.UnsafeQueueUserWorkItem(mailbox, preferLocal: true);

    internal override void Reschedule(Mailbox mailbox) => ThreadPool.UnsafeQueueUserWorkItem(mailbox, preferLocal: false);
}
