using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>Why a write was not applied, or is not known to be.</summary>
internal enum WriteFailure
{
    /// <summary>The schema refused it, and always will. Nothing was changed.</summary>
    Impossible,

    /// <summary>The disk or the database would not have it now. Nothing was changed.</summary>
    Refused,

    /// <summary>It failed while it was being made durable.</summary>
    Unknown,
}

/// <summary>What a write answers, and whether what it changed is to stay.</summary>
internal readonly record struct Written<T>(T Answer, bool Keep = true);

/// <summary>One write, joined with others in a transaction by the writer.</summary>
/// <param name="weight">How many rows it changes, about.</param>
internal abstract class WriteWork(int weight)
{
    public int Weight => weight;

    /// <summary>Does it inside the open transaction and answers whether what it changed is to stay.</summary>
    public abstract bool Apply(Session session);

    /// <summary>It is durable, or it had nothing to keep.</summary>
    public abstract void Complete();

    /// <summary>It did not go.</summary>
    public abstract void Fail(WriteFailure failure, Exception cause);

    /// <summary>It holds a bug.</summary>
    public abstract void Break(Exception bug);
}

/// <param name="weight">How many rows it changes, about.</param>
/// <param name="apply">Does it.</param>
/// <param name="failed">The answer to a failure; absent: an exception.</param>
internal sealed class WriteWork<T>(int weight, Func<Session, Written<T>> apply, Func<WriteFailure, string, T>? failed) : WriteWork(weight)
{
    // The writer's thread must never run its callers' continuations.
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _answer;

    public Task<T> Done => _done.Task;

    public override bool Apply(Session session)
    {
        (_answer, var keep) = apply(session);
        return keep;
    }

    public override void Complete() => _done.TrySetResult(_answer!);

    public override void Fail(WriteFailure failure, Exception cause)
    {
        if (failed is not null) _done.TrySetResult(failed(failure, cause.Message));
        else if (failure == WriteFailure.Impossible) _done.TrySetException(new ArgumentException(cause.Message, cause));
        else _done.TrySetException(new StoreUnavailableException($"SQLite did not write: {cause.Message}", cause));
    }

    public override void Break(Exception bug) => _done.TrySetException(bug);
}
