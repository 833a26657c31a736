namespace Akka.Scheduler.Kernel;

/// <summary>
/// A task that is completed from within some actor's turn, once, and whose continuations never run inside that turn. In a simulation the
/// completion is a turn of the group that began to wait; elsewhere the continuations go to the thread pool.
/// </summary>
internal sealed class Handover<T>
{
    private readonly GroupContext? _group;
    private readonly TaskCompletionSource<T> _source;
    private T? _result;
    private Exception? _failure;
    private CancellationToken _cancelledBy;
    private int _isDecided;

    internal Handover()
    {
        _group = SynchronizationContext.Current as GroupContext;
        // In a simulation even the framework's own combinators must continue inline, or they move to the thread pool.
        _source = new TaskCompletionSource<T>(
            _group is null ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None);
    }

    internal Task<T> Task => _source.Task;

    internal bool IsDecided => Volatile.Read(ref _isDecided) != 0;

    internal bool TrySetResult(T result)
    {
        if (!TryDecide())
            return false;
        _result = result;
        Complete();
        return true;
    }

    internal bool TrySetException(Exception failure)
    {
        if (!TryDecide())
            return false;
        _failure = failure;
        Complete();
        return true;
    }

    internal bool TrySetCanceled(CancellationToken token)
    {
        if (!TryDecide())
            return false;
        _cancelledBy = token;
        Complete();
        return true;
    }

    private bool TryDecide() => Interlocked.Exchange(ref _isDecided, 1) == 0;

    private void Complete()
    {
        if (_group is null)
            SetOutcome();
        else
            _group.Post(static handover => ((Handover<T>)handover!).SetOutcome(), this);
    }

    private void SetOutcome()
    {
        if (_failure is not null)
            _source.SetException(_failure);
        else if (_cancelledBy.IsCancellationRequested)
            _source.SetCanceled(_cancelledBy);
        else
            _source.SetResult(_result!);
    }
}
