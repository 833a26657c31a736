using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Events;

namespace Akka.Scheduler.Benchmarks.Engine;

/// <summary>Counts durable ends.</summary>
internal sealed class FinishCounter : ITransitionSink
{
    private int _left;
    private TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when this many tasks more have ended durably.</summary>
    public Task After(int count)
    {
        _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _left, count);
        return _done.Task;
    }

    public void Committed(TaskSnapshot before, TaskSnapshot task, HistoryEntry entry)
    {
        if (task.State.IsTerminal() && Interlocked.Decrement(ref _left) == 0) _done.TrySetResult();
    }
}
