namespace Akka.Scheduler.Executors.Handlers;

/// <summary>Threads for the code of handlers, apart from those that the node itself runs on: whatever blocks here holds up nothing else.</summary>
/// <remarks>
/// <para>As many as there are cores begin at once when there is work; beyond that a few more whenever for a moment nothing was taken up, because all
/// of them are busy or blocked, up to the bound. A thread without work ends after a while.</para>
/// <para>All state is guarded by one lock, which is never held while work runs.</para>
/// </remarks>
public sealed class HandlerThreads : IHandlerHost, IDisposable
{
    private const int MoreAtATime = 16;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly Queue<Action> _work = new();
    private readonly ITimer _watch;
    private readonly int _most;
    private int _threads;
    private int _idle;
    private long _taken;
    private long _takenAtLook;
    private bool _watching;

    /// <summary>Makes an empty pool.</summary>
    /// <param name="most">The most threads, 1 or more: at least as many as attempts may be blocked at once.</param>
    /// <param name="time">What the looks are timed by.</param>
    public HandlerThreads(int most, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentNullException.ThrowIfNull(time);
        _most = most;
        _watch = time.CreateTimer(static pool => ((HandlerThreads)pool!).LookAfter(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public void Enqueue(Action work)
    {
        lock (_gate)
        {
            _work.Enqueue(work);
            if (_idle >= _work.Count) Monitor.Pulse(_gate);
            else if (_threads < Math.Min(_most, Environment.ProcessorCount)) Begin();
            else if (!_watching) Watch();
        }
    }

    /// <summary>Looks no more whether threads are missing; those that run end when they have nothing to do.</summary>
    public void Dispose() => _watch.Dispose();

    private void Watch()
    {
        _watching = true;
        _takenAtLook = _taken;
        _watch.Change(Look, Timeout.InfiniteTimeSpan);
    }

    private void LookAfter()
    {
        lock (_gate)
        {
            _watching = false;
            if (_work.Count == 0) return;
            if (_taken == _takenAtLook)
            {
                for (var more = Math.Min(Math.Min(_work.Count, MoreAtATime), _most - _threads); more > 0; more--) Begin();
            }

            Watch();
        }
    }

    private void Begin()
    {
        _threads++;
        new Thread(Work) { IsBackground = true, Name = "handler" }.Start();
    }

    private void Work()
    {
        while (Next() is { } work) work();
    }

    private Action? Next()
    {
        lock (_gate)
        {
            while (_work.Count == 0)
            {
                _idle++;
                var woken = Monitor.Wait(_gate, Rest);
                _idle--;
                if (woken || _work.Count > 0) continue;
                _threads--;
                return null;
            }

            _taken++;
            return _work.Dequeue();
        }
    }
}
