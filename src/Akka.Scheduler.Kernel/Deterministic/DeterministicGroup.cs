namespace Akka.Scheduler.Kernel;

/// <summary>
/// What one simulated process runs: actors, asynchronous continuations and timers that end or stand still together. Give it to an
/// <see cref="ActorSystem"/> as its dispatcher and <see cref="Time"/> as its clock.
/// </summary>
public sealed class DeterministicGroup : Dispatcher
{
    private readonly DeterministicDispatcher _dispatcher;
    private readonly ulong _traceId;
    private readonly List<DeterministicDispatcher.Turn> _parked = [];

    internal DeterministicGroup(DeterministicDispatcher dispatcher, string name)
    {
        _dispatcher = dispatcher;
        _traceId = Seed.Of(name);
        Context = new GroupContext(this);
        Name = name;
        Time = new GroupTime(this, dispatcher.Time);
    }

    /// <summary>What the group stands for.</summary>
    public string Name { get; }

    /// <summary>The simulation's clock, with timers that belong to this group.</summary>
    public TimeProvider Time { get; }

    /// <summary>Continues asynchronous code as turns of this group. Current while a turn of the group runs.</summary>
    public SynchronizationContext Context { get; }

    /// <summary>Whether the group stands still.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>Whether the group has ended.</summary>
    public bool IsKilled { get; private set; }

    internal override int Throughput => _dispatcher.Throughput;

    /// <summary>Runs work as a turn of this group, with its asynchronous continuations in the group.</summary>
    /// <param name="work">What to run.</param>
    public void Post(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Enqueue(new GroupContext.Posted(static work => ((Action)work!)(), work), 0);
    }

    /// <summary>Stops the process as SIGSTOP does: nothing of it runs, time goes on, and messages and due timers pile up.</summary>
    public void Pause()
    {
        if (IsPaused || IsKilled)
            return;
        IsPaused = true;
        _parked.AddRange(_dispatcher.TakeOut(this));
    }

    /// <summary>Continues the process as SIGCONT does.</summary>
    public void Resume()
    {
        if (!IsPaused || IsKilled)
            return;
        IsPaused = false;
        foreach (var turn in _parked)
            _dispatcher.Enqueue(turn);
        _parked.Clear();
    }

    /// <summary>Ends the process as SIGKILL does: nothing of it runs again, no <c>OnStop</c>, no continuation. The turn in hand is finished.</summary>
    public void Kill()
    {
        IsKilled = true;
        _parked.Clear();
        _dispatcher.TakeOut(this);
    }

    internal override void Schedule(Mailbox mailbox) => Enqueue(mailbox, mailbox.TraceId);

    internal override void Reschedule(Mailbox mailbox) => Enqueue(mailbox, mailbox.TraceId);

    internal void Enqueue(IThreadPoolWorkItem item, ulong traceId)
    {
        if (IsKilled)
            return;
        var turn = new DeterministicDispatcher.Turn(item, traceId ^ _traceId, this);
        if (IsPaused)
            _parked.Add(turn);
        else
            _dispatcher.Enqueue(turn);
    }

    /// <summary>What is awaited until the scope is left continues in this group.</summary>
    internal ContextScope Enter()
    {
        var scope = new ContextScope(SynchronizationContext.Current);
        SynchronizationContext.SetSynchronizationContext(Context);
        return scope;
    }

    internal readonly ref struct ContextScope(SynchronizationContext? outer)
    {
        public void Dispose() => SynchronizationContext.SetSynchronizationContext(outer);
    }
}
