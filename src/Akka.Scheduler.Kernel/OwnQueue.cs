using System.Diagnostics.CodeAnalysis;

namespace Akka.Scheduler.Kernel;

/// <summary>An entry of the unbounded lane, which carries the link to the next one itself. In at most one queue at a time.</summary>
internal abstract class OwnMessage
{
    internal OwnMessage? Next;

    /// <summary>Acts, on the actor's turn.</summary>
    internal abstract void Apply(ActorCell cell);

    /// <summary>Called instead of <see cref="Apply"/> when the actor has stopped.</summary>
    internal virtual void Refuse(ActorCell cell)
    {
    }
}

/// <summary>
/// An unbounded queue of many producers and one consumer: producers push onto a stack, and the consumer takes the whole stack and turns it
/// round. Rarely used compared with the ring, so it is kept simple.
/// </summary>
internal sealed class OwnQueue
{
    private static readonly OwnMessage Closed = new ClosedMark();

    private OwnMessage? _pushed;

    // Written by the consumer only.
    private OwnMessage? _ordered;

    internal bool IsClosed => Volatile.Read(ref _pushed) == Closed;

    internal bool IsEmpty => Volatile.Read(ref _ordered) is null && (Volatile.Read(ref _pushed) is null || IsClosed);

    /// <summary>Any thread.</summary>
    /// <returns>False when closed.</returns>
    internal bool TryPush(OwnMessage message)
    {
        while (true)
        {
            var top = Volatile.Read(ref _pushed);
            if (top == Closed)
                return false;
            message.Next = top;
            if (Interlocked.CompareExchange(ref _pushed, message, top) == top)
                return true;
        }
    }

    /// <summary>The consumer only.</summary>
    internal bool TryPop([NotNullWhen(true)] out OwnMessage? message)
    {
        if (_ordered is null && Volatile.Read(ref _pushed) is not null && !IsClosed)
            _ordered = Reverse(Interlocked.Exchange(ref _pushed, null));
        message = _ordered;
        if (message is null)
            return false;
        Volatile.Write(ref _ordered, message.Next);
        message.Next = null;
        return true;
    }

    /// <summary>The consumer only: refuses what comes from now on.</summary>
    /// <returns>What was waiting.</returns>
    internal List<OwnMessage> Close()
    {
        var waiting = new List<OwnMessage>();
        var last = Reverse(Interlocked.Exchange(ref _pushed, Closed));
        while (TryPop(out var message))
            waiting.Add(message);
        for (; last is not null; last = last.Next)
            waiting.Add(last);
        return waiting;
    }

    private static OwnMessage? Reverse(OwnMessage? top)
    {
        OwnMessage? reversed = null;
        while (top is not null)
        {
            var next = top.Next;
            top.Next = reversed;
            reversed = top;
            top = next;
        }

        return reversed;
    }

    private sealed class ClosedMark : OwnMessage
    {
        internal override void Apply(ActorCell cell)
        {
        }
    }
}
