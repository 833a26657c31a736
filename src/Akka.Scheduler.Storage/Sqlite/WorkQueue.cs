namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>Work waiting for threads that do nothing else. Bounded: what does not fit is refused, never waited for.</summary>
/// <remarks>Monitors, not channels: a thread that waits here is woken by its caller directly, so a lease is renewed even while the thread pool starves.</remarks>
internal sealed class WorkQueue<T>(int capacity)
{
    private readonly object _gate = new();
    private readonly Queue<T> _waiting = new();
    private bool _closed;

    /// <summary>Adds work, or answers that there is no room or no one to do it any more.</summary>
    public bool TryAdd(T work)
    {
        lock (_gate)
        {
            if (_closed || _waiting.Count >= capacity) return false;
            _waiting.Enqueue(work);
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Waits for work and takes the oldest, and with it all that follows while <paramref name="joins"/> agrees.</summary>
    /// <returns>Whether there was any; <see langword="false"/> once the queue is closed and empty.</returns>
    public bool Take(List<T> into, Func<T, bool> joins)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_closed) Monitor.Wait(_gate);
            if (_waiting.Count == 0) return false;
            into.Add(_waiting.Dequeue());
            while (_waiting.TryPeek(out var next) && joins(next)) into.Add(_waiting.Dequeue());
            return true;
        }
    }

    /// <summary>Takes no more work; what is there is still done.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
