using System.Runtime.CompilerServices;

namespace Akka.Scheduler.Kernel;

/// <summary>
/// A task on its way to become a message. Its continuation runs where the task completes, or in the simulation's context if it was begun in
/// one, and only queues this object: the outcome is read and mapped on the actor's turn.
/// </summary>
internal sealed class PipedTask<T, TResult, TState>(
    ActorCell<T> cell, ValueTask<TResult> task, TState state, Func<TState, TResult, T> onSuccess, Func<TState, Exception, T> onFailure)
    : OwnMessage
{
    private readonly int _incarnation = cell.Incarnation;
    private ValueTaskAwaiter<TResult> _awaiter;

    internal void Await()
    {
        _awaiter = task.GetAwaiter();
        if (_awaiter.IsCompleted)
            Completed();
        else
            _awaiter.UnsafeOnCompleted(Completed);
    }

    internal override void Apply(ActorCell target)
    {
        if (!cell.IsRunning || cell.Incarnation != _incarnation)
        {
            Refuse(target);
            return;
        }

        try
        {
            cell.Handle(Message());
        }
        catch (Exception failure)
        {
            cell.Fail(failure, null);
        }
    }

    // Reading the outcome marks a failure as observed.
    internal override void Refuse(ActorCell target)
    {
        try
        {
            _awaiter.GetResult();
        }
        catch (Exception)
        {
            // Nobody is left who wants to know.
        }
    }

    private T Message()
    {
        TResult result;
        try
        {
            result = _awaiter.GetResult();
        }
        catch (Exception failure)
        {
            return onFailure(state, failure);
        }

        return onSuccess(state, result);
    }

    private void Completed()
    {
        if (!cell.Post(this))
            Refuse(cell);
    }
}
