using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Hosting.Telemetry;

/// <summary>Who waits for which task's end. A task is remembered for as long as somebody waits for it, and no longer.</summary>
internal sealed class FinishedWaiters
{
    private readonly Dictionary<TaskId, Entry> _entries = [];
    private readonly Lock _lock = new();
    private int _count;

    /// <summary>How many tasks are waited for.</summary>
    public int Count => Volatile.Read(ref _count);

    public Waiter Wait(TaskId task)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(task, out var entry)) _entries.Add(task, entry = new());
            entry.Waiters++;
            Volatile.Write(ref _count, _entries.Count);
            return new(this, task, entry);
        }
    }

    public void Finished(TaskSnapshot task)
    {
        lock (_lock)
        {
            if (!_entries.Remove(task.Id, out var entry)) return;
            Volatile.Write(ref _count, _entries.Count);
            entry.End.TrySetResult(task);
        }
    }

    /// <summary>A task has ended on another node, which does not say how.</summary>
    public void FinishedElsewhere(TaskId task)
    {
        lock (_lock)
        {
            if (!_entries.Remove(task, out var entry)) return;
            Volatile.Write(ref _count, _entries.Count);
            entry.End.TrySetResult(null);
        }
    }

    private void Leave(TaskId task, Entry left)
    {
        lock (_lock)
        {
            if (--left.Waiters > 0 || !_entries.TryGetValue(task, out var entry) || entry != left) return;
            _entries.Remove(task);
            Volatile.Write(ref _count, _entries.Count);
        }
    }

    /// <summary>One that waits; it stops when disposed.</summary>
    public sealed class Waiter : IDisposable
    {
        private readonly FinishedWaiters _waiters;
        private readonly TaskId _task;
        private readonly Entry _entry;
        private bool _left;

        internal Waiter(FinishedWaiters waiters, TaskId task, Entry entry) => (_waiters, _task, _entry) = (waiters, task, entry);

        /// <summary>Completes when the task reaches a terminal state: with the task where that is on this node, with null where it is on another.</summary>
        public Task<TaskSnapshot?> End => _entry.End.Task;

        public void Dispose()
        {
            if (_left) return;
            _left = true;
            _waiters.Leave(_task, _entry);
        }
    }

    internal sealed class Entry
    {
        public TaskCompletionSource<TaskSnapshot?> End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Waiters { get; set; }
    }
}
