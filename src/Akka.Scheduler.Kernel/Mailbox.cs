namespace Akka.Scheduler.Kernel;

/// <summary>
/// The loop that makes an actor single-threaded.
/// <list type="bullet">
/// <item>A mailbox is idle or scheduled. Whoever moves it from idle to scheduled gives it to the dispatcher, so it is there at most once,
/// and one thread at a time executes it.</item>
/// <item>It has two lanes. Own data (signals, timers, piped results, lifecycle) is unbounded and goes first; messages of others wait in a
/// bounded ring.</item>
/// <item>No wake-up is lost: a producer writes, then reads the state; the loop writes the state, then looks for work. Each pair has a full
/// fence in between (the interlocked claim of the lane, the exchange of the state), so one of the two sees the other.</item>
/// <item>While the actor is not running (starting, waiting for its restart, stopping) messages of others wait.</item>
/// </list>
/// </summary>
internal abstract class Mailbox(ActorCell cell, Dispatcher dispatcher) : IThreadPoolWorkItem
{
    private const int Idle = 0;
    private const int Scheduled = 1;

    private readonly OwnQueue _own = new();
    private PaddedInt _state;

    /// <summary>The same in every run of the same program, for the trace of a simulation.</summary>
    internal ulong TraceId { get; } = Seed.Of(cell.Path.Value);

    /// <summary>Adds own data.</summary>
    /// <returns>False when the actor has stopped.</returns>
    internal bool Post(OwnMessage message)
    {
        if (!_own.TryPush(message))
            return false;
        Wake();
        return true;
    }

    /// <summary>One turn: handles what waits, up to the dispatcher's throughput.</summary>
    public void Execute()
    {
        for (var budget = dispatcher.Throughput; budget > 0; budget--)
        {
            if (_own.TryPop(out var own))
                own.Apply(cell);
            else if (!cell.IsRunning || !HandleNext())
                break;
        }

        EndTurn();
    }

    /// <summary>Ends both lanes: what waits, and what senders still try to add, is refused.</summary>
    internal void Close()
    {
        CloseMessages();
        foreach (var own in _own.Close())
            own.Refuse(cell);
    }

    /// <summary>Called after a lane was written.</summary>
    protected void Wake()
    {
        if (Volatile.Read(ref _state.Value) == Idle && Interlocked.CompareExchange(ref _state.Value, Scheduled, Idle) == Idle)
            dispatcher.Schedule(this);
    }

    /// <summary>Takes a message out of the ring and hands it to the actor.</summary>
    /// <returns>False when there is none.</returns>
    protected abstract bool HandleNext();

    protected abstract bool HasMessages { get; }

    /// <summary>Makes the room of the messages handled in this turn known to producers.</summary>
    protected abstract void ReleaseRoom();

    protected abstract void CloseMessages();

    private bool HasWork => !_own.IsEmpty || (cell.IsRunning && HasMessages);

    private void EndTurn()
    {
        ReleaseRoom();
        if (HasWork)
        {
            dispatcher.Reschedule(this);
            return;
        }

        // From here on another thread may already be in the next turn: only fields safe for that are read below.
        Interlocked.Exchange(ref _state.Value, Idle);
        if (HasWork)
            Wake();
    }
}

/// <summary>The mailbox of an actor that understands <typeparamref name="T"/>.</summary>
internal sealed class Mailbox<T>(ActorCell<T> cell, Dispatcher dispatcher, int capacity) : Mailbox(cell, dispatcher)
{
    private readonly MessageRing<T> _messages = new(capacity);

    internal bool IsClosed => _messages.IsClosed;

    /// <summary>Adds a message of another.</summary>
    /// <returns>False when the mailbox is full or the actor has stopped.</returns>
    internal bool TryPost(T message)
    {
        if (!_messages.TryAdd(message))
            return false;
        Wake();
        return true;
    }

    protected override bool HasMessages => !_messages.IsEmpty;

    protected override bool HandleNext()
    {
        if (!_messages.TryTake(out var message))
            return false;
        cell.Handle(message);
        return true;
    }

    protected override void ReleaseRoom() => _messages.ReleaseRoom();

    protected override void CloseMessages()
    {
        _messages.Close();
        while (_messages.TryTake(out var message))
            cell.System.DeadLetters.Publish(message, cell.Path, recipientStopped: true);
    }
}
