namespace Akka.Scheduler.Kernel;

/// <summary>Decides on which thread, and in which order, mailboxes take their turns. The same actors run over every dispatcher.</summary>
public abstract class Dispatcher
{
    private protected Dispatcher()
    {
    }

    /// <summary>How many messages a mailbox handles in one turn.</summary>
    internal abstract int Throughput { get; }

    /// <summary>Gives an idle mailbox a turn, some time.</summary>
    internal abstract void Schedule(Mailbox mailbox);

    /// <summary>Gives a mailbox that used up its turn another one, behind those that wait.</summary>
    internal abstract void Reschedule(Mailbox mailbox);
}
