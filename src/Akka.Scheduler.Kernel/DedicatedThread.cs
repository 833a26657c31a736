using System.Diagnostics.CodeAnalysis;

namespace Akka.Scheduler.Kernel;

/// <summary>
/// Runs the actors of a system, their timers, and the asynchronous code that they start, on one thread that nobody else uses: however busy or
/// blocked the thread pool is, they go on. For the few actors that must not wait, such as the keeper of a lease.
/// </summary>
/// <remarks>
/// <para>A system over it takes <see cref="Time"/> as its clock; timers of any other clock fire on the pool.</para>
/// <para>What its actors call may block: it holds up nobody but them.</para>
/// <para>For real time only. In a simulation the same actors run on the simulation's dispatcher.</para>
/// </remarks>
public sealed class DedicatedThread : Dispatcher, IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<IThreadPoolWorkItem> _work = new();
    private readonly ThreadTimers _timers;
    private readonly Thread _thread;
    private bool _ended;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">Its name, for people with a debugger.</param>
    /// <param name="clock">What time it is: one that runs in real time.</param>
    public DedicatedThread(string name, TimeProvider clock)
    {
        _timers = new ThreadTimers(clock, _gate);
        Time = new ThreadTime(clock, _timers);
        _thread = new Thread(Run) { IsBackground = true, Name = name, Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <summary>The clock with timers that fire on this thread.</summary>
    public TimeProvider Time { get; }

    /// <summary>Whether the calling code runs on this thread.</summary>
    public bool IsCurrent => Thread.CurrentThread == _thread;

    internal override int Throughput => 64;

    /// <summary>Ends the thread when it has done what waits; what comes later is dropped. Does not wait for the end.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits until the thread has ended. For tests.</summary>
    internal void Join() => _thread.Join();

    internal override void Schedule(Mailbox mailbox) => Enqueue(mailbox);

    internal override void Reschedule(Mailbox mailbox) => Enqueue(mailbox);

    private void Enqueue(IThreadPoolWorkItem work)
    {
        lock (_gate)
        {
            _work.Enqueue(work);
            Monitor.Pulse(_gate);
        }
    }

    private void Run()
    {
        SynchronizationContext.SetSynchronizationContext(new Context(this));
        while (Next(out var work))
            work.Execute();
    }

    // Timers first: their number is bounded by time, so that they cannot starve the rest.
    private bool Next([NotNullWhen(true)] out IThreadPoolWorkItem? work)
    {
        lock (_gate)
        {
            while (true)
            {
                work = _timers.TakeDue();
                if (work is not null || _work.TryDequeue(out work))
                    return true;
                if (_ended)
                    return false;
                Monitor.Wait(_gate, _timers.UntilNext());
            }
        }
    }

    private sealed class Context(DedicatedThread thread) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => thread.Enqueue(new Posted(d, state));

        public override SynchronizationContext CreateCopy() => this;
    }

    private sealed class Posted(SendOrPostCallback work, object? state) : IThreadPoolWorkItem
    {
        public void Execute() => work(state);
    }
}
