namespace Akka.Scheduler.Kernel;

/// <summary>Runs actors on the thread pool of the process.</summary>
public sealed class ThreadPoolDispatcher : Dispatcher
{
    private const int LocalTurns = 16;

    [ThreadStatic]
    private static int _scheduled;

    /// <summary>Makes the dispatcher.</summary>
    /// <param name="throughput">Messages that an actor handles before it goes behind the others; at least 1, default 64.</param>
    public ThreadPoolDispatcher(int throughput = 64)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(throughput, 1);
        Throughput = throughput;
    }

    internal override int Throughput { get; }

    // To the sender's own queue, whose cache is warm with the message, and from which an idle thread steals if the sender goes on. But a thread
    // empties its own queue before it looks at the common one, so a few actors that talk without pause would starve everything else in the
    // process: every so often, such a turn goes behind what waits in the common queue.
    internal override void Schedule(Mailbox mailbox) =>
        ThreadPool.UnsafeQueueUserWorkItem(mailbox, preferLocal: ++_scheduled % LocalTurns != 0);

    internal override void Reschedule(Mailbox mailbox) => ThreadPool.UnsafeQueueUserWorkItem(mailbox, preferLocal: false);
}
